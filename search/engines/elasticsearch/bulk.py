"""Many writes in bounded requests: what may pass is tried again, what never will is told."""

from __future__ import annotations

import random
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from elastic_transport import TransportError
from elasticsearch import ApiError, Elasticsearch
from elasticsearch.helpers import streaming_bulk

from search.engines.elasticsearch.connection import Connection, Fault, error_of

Action = dict[str, Any]

MOST_ACTIONS = 200
MOST_BYTES = 8_000_000
TRIES = 6
SECONDS_TO_FIRST_RETRY = 0.25
# Too much asked at once, or a node on its way down or up.
PASSING = {429, 502, 503, 504}
TOO_LARGE = 413
CONFLICT = "version_conflict_engine_exception"
# Nothing about the document itself: the same would happen to every other one.
OF_ALL = {"cluster_block_exception", "index_not_found_exception", "security_exception"}


@dataclass(frozen=True)
class Refused:
    """An action that was not done, and why; `error` where the whole request was refused."""

    action: Action
    status: int
    fault: Fault
    error: ApiError | TransportError | None = None

    @property
    def may_pass(self) -> bool:
        """Return whether it can help to ask again."""
        return self.status in PASSING and self.fault.kind not in OF_ALL

    @property
    def is_of_all(self) -> bool:
        """Return whether it is not the document's fault."""
        return self.fault.kind in OF_ALL or self.status in {401, 403}


def send(connection: Connection, actions: list[Action]) -> list[tuple[str, str]]:
    """Do all of it; return the ids that the cluster will never take, each with its reason.

    Raises SearchUnavailable where it takes nothing now, after some tries. An action is done already where
    the index holds a newer version.
    """
    never: list[tuple[str, str]] = []
    most = MOST_ACTIONS
    for tried in range(1, TRIES + 1):
        refused = list(_refused(connection, actions, most))
        for one in refused:
            if one.is_of_all:
                raise _unavailable(connection, one)
        again = [one for one in refused if one.may_pass or (one.status == TOO_LARGE and most > 1)]
        never += [(one.action["_id"], str(one.fault)) for one in refused if one not in again]
        if not again:
            return never
        if any(one.status == TOO_LARGE for one in again):
            # Something on the way takes less at once: then one by one, which shows whose fault it is.
            most = 1
        actions = [one.action for one in again]
        if tried < TRIES:
            time.sleep(pause(tried))
    raise _unavailable(connection, again[0])


def pause(tried: int) -> float:
    """Return seconds to wait: twice as long at most after each try, and never the same for all who wait."""
    return random.uniform(0.5, 1.0) * SECONDS_TO_FIRST_RETRY * 2.0**tried  # noqa: S311, nothing secret


def _refused(connection: Connection, actions: list[Action], most: int) -> Iterator[Refused]:
    """Yield each action that was not done."""
    answered = 0
    try:
        for action, told in zip(actions, _answers(connection.patient, actions, most), strict=True):
            answered += 1
            if "error" not in told:
                continue
            error = told.get("exception")
            fault = error_of(error.body if error else told)
            if fault.kind != CONFLICT:
                yield Refused(action, told["status"], fault, error)
    except TransportError as error:
        for action in actions[answered:]:
            yield Refused(action, 503, Fault("", error.message), error)


def _answers(client: Elasticsearch, actions: Iterable[Action], most: int) -> Iterator[dict[str, Any]]:
    """Yield what Elasticsearch says of each action, in their order."""
    answers = streaming_bulk(
        client,
        actions,
        chunk_size=most,
        max_chunk_bytes=MOST_BYTES,
        raise_on_error=False,
        raise_on_exception=False,
        # Writing to a version that was removed meanwhile must not make an index of its name.
        require_alias=True,
    )
    for _, answer in answers:
        yield from answer.values()


def _unavailable(connection: Connection, refused: Refused) -> Exception:
    if refused.error is not None:
        return connection.unavailable(refused.error)
    return connection.refused(refused.status, refused.fault)
