"""A link goes to an e-mail address that is kept nowhere, not in the logs either."""

from __future__ import annotations

from smtplib import SMTPDataError, SMTPRecipientsRefused

import pytest
from django.core import mail

TO = "manager@example.org"


def test_the_link_is_mailed_and_the_address_not_kept(token, ask) -> None:
    assert ask("POST", f"/assessments/{token}/mail", {"to": TO}).status_code == 204
    assert f"/assess/{token}/" in mail.outbox[0].body
    assert TO.encode() not in ask("GET", f"/assessments/{token}/everything.zip").content
    read = ask("GET", f"/assessments/{token}").json()
    assert read["reminders_to"] == ""
    assert ask("POST", f"/assessments/{token}/mail", {"to": "nobody"}).status_code == 422


@pytest.mark.parametrize(
    ("fault", "status", "said"),
    [
        (ConnectionRefusedError("refused"), 503, "The e-mail can not be sent just now."),
        (SMTPDataError(451, f"no room for {TO}"), 503, "The e-mail can not be sent just now."),
        (SMTPRecipientsRefused({TO: (550, b"no such mailbox")}), 422, "The mail server does not take this"),
    ],
)
def test_a_mail_that_does_not_go_out_is_told_and_logged_without_its_address(
    token, ask, monkeypatch, caplog, fault, status, said
) -> None:
    def fail(message: object) -> None:
        raise fault

    monkeypatch.setattr("django.core.mail.EmailMessage.send", fail)
    answer = ask("POST", f"/assessments/{token}/mail", {"to": TO})
    assert answer.status_code == status
    assert answer.json()["detail"].startswith(said)
    assert TO not in caplog.text
