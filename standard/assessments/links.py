"""The secret links of an assessment: made, sent once, replaced and taken back."""

from __future__ import annotations

import datetime as dt
import logging
from dataclasses import dataclass
from smtplib import SMTPRecipientsRefused
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.db import transaction

from standard.assessments.access import Access
from standard.assessments.models import COLLEAGUE, OWNER, READER, Assessment, Link
from standard.assessments.refusals import Refused
from standard.assessments.tokens import hash_of, make_token

logger = logging.getLogger(__name__)

LONGEST_LABEL = 80
MOST_LINKS = 30
SENT = """Hello

Here is the link to the involvement assessment of {name}:

{address}

Whoever has this link can open the assessment, so keep it as you would keep a key. If it stops working, the
address may have been cut in two by a mail program: copy the whole of it into your browser.

We have not kept your e-mail address.
"""


class NotSent(Exception):  # noqa: N818, it is told to callers
    """The mail server can not be reached, or takes nothing at present."""


@dataclass(frozen=True)
class MadeLink:
    """A new link with its secret, which is shown this once."""

    link: Link
    token: str


def address_of(kind: str, token: str) -> str:
    """Return where a link of this kind leads people."""
    page = "report/" if kind == READER else ""
    return f"{settings.PUBLIC_SITE_URL}/assess/{token}/{page}"


def make_link(assessment: Assessment, kind: str, label: str, now: dt.datetime) -> MadeLink:
    """Return a new link of an assessment; raises Refused for a long label or one link too many."""
    label = label.strip()
    if len(label) > LONGEST_LABEL:
        raise Refused("label", f"This can have {LONGEST_LABEL} characters. Yours has {len(label)}.")
    if Link.objects.filter(assessment=assessment).count() >= MOST_LINKS:
        raise Refused("kind", f"There are {MOST_LINKS} links already. Take one back first.")
    token = make_token()
    link = Link.objects.create(
        assessment=assessment, kind=kind, label=label, token_hash=hash_of(token), made_at=now
    )
    return MadeLink(link, token)


def share(access: Access, kind: str, label: str, now: dt.datetime) -> MadeLink:
    """Return a new link for a colleague or a reader; raises Refused for any other kind."""
    if kind not in {COLLEAGUE, READER}:
        raise Refused("kind", f"A link can be for a {COLLEAGUE} or a {READER}.", kind[:20])
    with transaction.atomic():
        return make_link(access.assessment, kind, label, now)


def replace_own(access: Access, now: dt.datetime) -> MadeLink:
    """Return a new owner's link in the place of the one that was used, which opens nothing any more."""
    with transaction.atomic():
        Link.objects.filter(assessment=access.assessment, kind=OWNER).delete()
        return make_link(access.assessment, OWNER, "", now)


def take_back(access: Access, link_id: UUID) -> bool:
    """Delete a link that was shared, at once; return whether there was one."""
    shared = Link.objects.filter(assessment=access.assessment, pk=link_id).exclude(kind=OWNER)
    return bool(shared.delete()[0])


def send(access: Access, token: str, to: str) -> None:
    """Mail the link that was used to an address, which is kept nowhere; raises Refused or NotSent."""
    try:
        validate_email(to)
    except ValidationError as error:
        raise Refused("to", "Give an e-mail address such as name@example.org.", to[:100]) from error
    name = " ".join(access.assessment.service_name.split())
    text = SENT.format(name=name, address=address_of(access.link.kind, token))
    try:
        EmailMessage(f"Your assessment: {name}", text, to=[to]).send()
    except SMTPRecipientsRefused as error:
        raise Refused(
            "to", "The mail server does not take this address. Look whether it is right.", to[:100]
        ) from error
    except OSError as error:
        # Its words may have the address, which is kept nowhere.
        logger.error("A link could not be sent: %s.", type(error).__name__)
        raise NotSent(
            "The e-mail can not be sent just now. Copy the address of this link and keep it,"
            " or try again later."
        ) from error
