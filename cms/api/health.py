"""For the machine's own checks: is the process there, can it serve, and what to count."""

from __future__ import annotations

import datetime as dt
import hmac
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cms.api.metrics import exposition
from cms.background.heartbeats import heartbeat_ages
from cms.content import log
from cms.content.models import ContentItem

Check = Callable[[dt.datetime], dict[str, Any]]
_checks: dict[str, Check] = {}

# A heartbeat comes every ten seconds; three missed ones are no accident.
SILENCE = 35.0
# Documents wait this long only if nothing works on them.
LATE = dt.timedelta(minutes=2)


def register_check(name: str, check: Check) -> None:
    """Have `/readyz` ask this too: `check` is given the present instant, and says `ok` and what it found."""
    _checks[name] = check


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer 200 while the process runs."""
    return JsonResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Answer 200 when content can be served as it should, 503 when not; the body says which part is wrong.

    Readers are served without worker and beat too: these make the answer `degraded`, not unready.
    """
    try:
        checks = {
            "database": {"ok": True},
            "migrations": _migrations(),
            "follower": _follower(timezone.now()),
            **_heartbeats(timezone.now()),
            **{name: check(timezone.now()) for name, check in _checks.items()},
        }
    except Error as error:
        checks = {"database": {"ok": False, "detail": type(error).__name__}}
    ready = all(checks.get(name, {}).get("ok") for name in ["database", "migrations"])
    healthy = all(check["ok"] for check in checks.values())
    status = "ready" if ready and healthy else "degraded" if ready else "unready"
    values = {"status": status, "checks": checks}
    return JsonResponse(values, status=200 if ready else 503, headers={"Cache-Control": "no-store"})


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Answer Prometheus' text for who has the token; nothing is here for others."""
    expected = f"Bearer {settings.METRICS_TOKEN}"
    given = request.headers.get("Authorization", "")
    if not settings.METRICS_TOKEN or not hmac.compare_digest(given.encode(), expected.encode()):
        raise Http404
    body, content_type = exposition(timezone.now())
    return HttpResponse(body, content_type=content_type, headers={"Cache-Control": "no-store"})


_migrated = False


def _migrations() -> dict[str, Any]:
    """Return whether every migration is applied; once they are, that stays so for this process."""
    global _migrated
    if not _migrated:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if waiting:
            return {"ok": False, "detail": f"{len(waiting)} migrations wait. Run `manage.py migrate`."}
        _migrated = True
    return {"ok": True}


def _follower(now: dt.datetime) -> dict[str, Any]:
    """Return how far the refreshing of documents is behind."""
    stale = ContentItem.objects.stale()
    oldest = stale.order_by("stale_since").values_list("stale_since", flat=True).first()
    seconds = round((now - oldest).total_seconds()) if oldest else 0
    return {
        "ok": oldest is None or now - oldest < LATE,
        "sequence": log.latest_sequence(),
        "stale": stale.count(),
        "stale_seconds": seconds,
        "faults": ContentItem.objects.exclude(fault="").count(),
    }


def _heartbeats(now: dt.datetime) -> dict[str, dict[str, Any]]:
    return {
        name: {
            "ok": age is not None and age < SILENCE,
            "seconds_since_heartbeat": None if age is None else round(age),
        }
        for name, age in heartbeat_ages(now).items()
    }
