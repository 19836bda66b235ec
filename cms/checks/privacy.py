"""Checks of what must not be public: contacts that are kept private, people's own addresses, homes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.db import models

from cms.checks.draft import Draft
from cms.checks.findings import Finding
from cms.contacts import ContactFields

EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")
# Where there are desks, not beds.
PUBLIC_PLACE = re.compile(
    r"\b(?:Hall|Centre|Library|School|Academy|College|Nursery|Office|Council|Service|Hub|Hospital|Clinic|Surgery"
    r"|Church|Museum|Park|Freepost|PO Box)\b",
    re.IGNORECASE,
)
# The part of a phone number in which spaces, brackets and +44 make no difference.
PHONE = re.compile(r"(?:\+44|0)(?:[\s()-]*\d){8,11}")
OF_PEOPLE = {
    *("gmail.com", "googlemail.com", "hotmail.com", "hotmail.co.uk", "outlook.com", "live.com", "live.co.uk"),
    *("msn.com", "yahoo.com", "yahoo.co.uk", "ymail.com", "icloud.com", "me.com", "mac.com", "aol.com"),
    *("btinternet.com", "sky.com", "talktalk.net", "virginmedia.com", "ntlworld.com", "proton.me"),
    *("protonmail.com", "gmx.co.uk", "gmx.com", "mail.com"),
}
# Such as `jo.shah`, but not `family.hub`.
PERSON = re.compile(r"[a-z]+[._][a-z]{2,}\d*", re.IGNORECASE)
OF_ROLES = re.compile(
    r"team|info|hub|centre|center|service|support|help|office|admin|enquir|contact|school|family|families|parent"
    r"|carer|child|health|council|consult|involve|group|forum|event|booking|voice|advice|line|send|fis|hello|mail"
    r"|club|college|nursery|library|youth|early|short|breaks|access|data|privacy|comms|press|news",
    re.IGNORECASE,
)


def private_contacts(draft: Draft) -> Iterator[Finding]:
    """Find a contact in the text that the same page keeps private; it blocks, as nobody can call it back."""
    emails, phones = _kept_private(draft.page)
    if not emails and not phones:
        return
    for passage in draft.passages:
        if passage.place == "contact_phone":
            continue
        for address in EMAIL.findall(passage.source):
            if address.casefold() in emails:
                yield _private(passage.place, f"the address {address}")
        for phone in PHONE.findall(passage.source):
            if _digits(phone) in phones:
                yield _private(passage.place, f"the number {phone}")


def _private(place: str, what: str) -> Finding:
    return Finding(
        place,
        f"The text shows {what}, which this page keeps private.",
        "Take it out of the text, or tick “Show this contact to everyone” under Contact.",
        blocks=True,
    )


def private_emails(draft: Draft) -> Iterator[Finding]:
    """Find e-mail addresses that look like somebody's own."""
    public = _public_emails(draft.page)
    hidden, _ = _kept_private(draft.page)
    for passage in draft.passages:
        for address in EMAIL.findall(passage.source):
            if address.casefold() not in public | hidden and _is_of_a_person(address):
                yield Finding(
                    passage.place,
                    f"{address} looks like the address of one person.",
                    "Give the address of a team, which is still right when that person is away or has left.",
                )


def postcodes(draft: Draft) -> Iterator[Finding]:
    """Find postcodes in sentences: a dozen households share one, so it can lead to a family."""
    said = {_plain(code) for one in draft.passages if not one.is_text for code in _postcodes(one.source)}
    for passage in draft.passages:
        if not passage.is_text:
            continue
        for line in passage.paragraphs:
            codes = [] if PUBLIC_PLACE.search(line) else _postcodes(line)
            for code in codes:
                if _plain(code) not in said:
                    yield Finding(
                        passage.place,
                        f"The text has the postcode {code}.",
                        "If it is a family's, take it out. If it is a venue's, it belongs in the fields of"
                        " the venue or of the postal address.",
                    )


def _postcodes(text: str) -> list[str]:
    return POSTCODE.findall(text)


def _plain(code: str) -> str:
    return code.replace(" ", "")


def _kept_private(page: Any) -> tuple[set[str], set[str]]:
    """Return the e-mail addresses and phone numbers that the page keeps for colleagues."""
    if not isinstance(page, ContactFields) or page.contact_is_public:
        return set(), set()
    return {page.contact_email.casefold()} - _public_emails(page) - {""}, {_digits(page.contact_phone)} - {""}


def _public_emails(page: Any) -> set[str]:
    """Return the addresses that the page's own fields make public."""
    fields = [
        field.name
        for field in page._meta.concrete_fields
        if isinstance(field, models.EmailField) and field.name not in {"shared_mailbox", "contact_email"}
    ]
    values = {getattr(page, name).casefold() for name in fields}
    if isinstance(page, ContactFields) and page.contact_is_public:
        values.add(page.contact_email.casefold())
    return values - {""}


def _is_of_a_person(address: str) -> bool:
    name, _, domain = address.casefold().partition("@")
    if domain in OF_PEOPLE:
        return True
    return PERSON.fullmatch(name) is not None and OF_ROLES.search(name) is None


def _digits(phone: str) -> str:
    digits = re.sub(r"\D", "", phone)
    return f"0{digits[2:]}" if digits.startswith("44") else digits
