"""`/changes`: the log, by which a caller mirrors the content."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from cms.api import parameters
from cms.api.answers import answer
from cms.api.problems import ProblemDetails
from cms.api.schema import ChangeList
from cms.content import log
from cms.content.builder import to_json
from cms.content.models import ContentChange
from cms.content.schemas import write_instant

router = Router(tags=["Following"])
LARGEST = 2**63 - 1


class ChangesQuery(parameters.StrictQuery):
    """Where to go on reading the log."""

    since: parameters.Whole = Field(
        default=0, ge=0, le=LARGEST, description="The number of the last change that you have."
    )
    limit: parameters.Whole = Field(default=100, ge=1, le=1000, description="How many on a page.")


@router.get(
    "/changes",
    response={200: ChangeList, 422: ProblemDetails},
    operation_id="list_changes",
    summary="Follow what changes",
    openapi_extra={"parameters": parameters.openapi_parameters(ChangesQuery)},
)
def list_changes(request: HttpRequest) -> HttpResponse:
    """Return what was published, changed and withdrawn after a number, in order.

    From `since=0` on a caller can copy everything: read each id, and forget what was withdrawn. A number that
    was seen is never followed by a smaller one. Where `latest` is below your number, the hub was
    restored from a backup: start again from 0.
    """
    query = parameters.read(request, ChangesQuery)
    # Read first: a caller that goes on from `latest` then never misses what is committed in between.
    latest = log.latest_sequence()
    rows = list(
        ContentChange.objects.filter(sequence__gt=query.since).order_by("sequence")[: query.limit + 1]
    )
    following = None
    if len(rows) > query.limit:
        rows = rows[: query.limit]
        following = request.build_absolute_uri(
            f"{request.path}?since={rows[-1].sequence}&limit={query.limit}"
        )
    values = {
        "changes": [
            {
                "sequence": row.sequence,
                "event": row.event,
                "id": str(row.item),
                "type": row.type,
                "path": row.path,
                "at": write_instant(row.at),
                "surrogate_keys": row.surrogate_keys,
            }
            for row in rows
        ],
        "latest": max(latest, rows[-1].sequence if rows else 0),
        "next": following,
    }
    now = timezone.now()
    # A follower must never be told by a cache that there is nothing new.
    return answer(request, to_json(values), valid_until=now, now=now)
