"""Keep a draft's document for a short time, and give it to whoever has its signed token."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from django.core import signing

from cms.content.builder import build
from cms.content.publishing import Publishable
from cms.content.store import encode
from cms.previews.models import PreviewDraft

LIFETIME = dt.timedelta(minutes=30)
# While somebody types, each change is a draft of its own; a few are kept for tabs that are still open.
KEPT_FOR_EACH = 20
signer = signing.Signer(salt="cms.previews")


class PreviewEnded(Exception):  # noqa: N818, it is no fault
    """Raised for a token that was right once: its time or its maker's rights have ended."""


class NoSuchPreview(Exception):  # noqa: N818, it is no fault
    """Raised for a token that the hub has not made."""


def keep_draft(page: Any, user: Any, now: dt.datetime) -> str:
    """Keep what the page, saved or not, would say; return the token. Raises PublishRefused."""
    source: Publishable = page
    card, document, _ = encode(build(source, now), now, sequence=0)
    is_new = page.pk is None
    place = page.get_parent() if is_new else page
    draft = PreviewDraft.objects.create(
        user=user, place_id=place.pk, is_new=is_new, card=card, document=document, made_at=now
    )
    mine = PreviewDraft.objects.filter(user=user).order_by("-made_at").values_list("pk", flat=True)
    PreviewDraft.objects.filter(pk__in=list(mine[KEPT_FOR_EACH:])).delete()
    return str(signer.sign(draft.id.hex))


def read_draft(token: str, now: dt.datetime) -> PreviewDraft:
    """Return the draft of a token; raises NoSuchPreview and PreviewEnded."""
    try:
        content_id = UUID(signer.unsign(token))
    except (signing.BadSignature, ValueError) as error:
        raise NoSuchPreview from error
    draft = PreviewDraft.objects.select_related("user", "place").filter(pk=content_id).first()
    if draft is None or draft.made_at + LIFETIME <= now or not _may_see(draft):
        raise PreviewEnded
    return draft


def forget_ended(now: dt.datetime) -> int:
    """Delete the drafts whose time has ended; return how many."""
    return PreviewDraft.objects.filter(made_at__lte=now - LIFETIME).delete()[0]


def _may_see(draft: PreviewDraft) -> bool:
    """Return whether the person who made it may still change the page, or add it where it would stand."""
    rights = draft.place.permissions_for_user(draft.user)
    if not draft.user.is_active:
        return False
    return bool(rights.can_add_subpage() if draft.is_new else rights.can_edit() or rights.can_publish())
