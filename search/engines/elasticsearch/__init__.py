"""Search by an Elasticsearch cluster: an index for each version, an alias for the one that is searched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from elasticsearch import BadRequestError, NotFoundError

from search.engines import IndexMissing, IndexState, SearchUnavailable
from search.engines.elasticsearch.connection import NO_INDEX, Connection, error_of, read_address
from search.engines.elasticsearch.names import Names
from search.engines.elasticsearch.schema import MAPPING, SETTINGS
from search.engines.elasticsearch.states import STATE_ID, read_state, save_state
from search.engines.elasticsearch.translation import ITEMS, body
from search.engines.elasticsearch.writing import ElasticsearchWriter
from search.fingerprint import fingerprint
from search.plan import Hit, Request, Response

# As many buckets as a cluster gives at once by its own default, and some to spare.
WORDS_AT_ONCE = 10_000
# All searches see the same copy of the index: two copies score a little differently, and pages would mix.
COPY = "search"


class ElasticsearchEngine:
    """Several machines may search and write; each search is one request, from one state of the index."""

    def __init__(self, url: str) -> None:
        address = read_address(url)
        self._connection = Connection(address)
        self._names = Names(address.name)

    def search(self, request: Request) -> Response:
        try:
            answer = self._search(**body(request))
        except IndexMissing:
            # A version that is swapped out is removed, while searches of it may be under way.
            answer = self._search(**body(request))
        counts = answer.get("aggregations", {}).get("all", {})
        return Response(
            total=answer["hits"]["total"]["value"],
            hits=[_hit(hit) for hit in answer["hits"]["hits"]],
            tagged=tuple(_tag_counts(counts[f"tagged{number}"]) for number in range(len(request.tagged))),
            counted=tuple(counts[f"counted{number}"]["doc_count"] for number in range(len(request.counted))),
        )

    def edition(self) -> str:
        found = self._live_state()
        if found is None:
            raise IndexMissing(NO_INDEX)
        return f"{found['_index']}-{found.get('_primary_term')}-{found.get('_seq_no')}"

    def vocabulary(self) -> Mapping[str, int]:
        words: dict[str, int] = {}
        after: dict[str, Any] = {}
        while True:
            source = {"sources": [{"word": {"terms": {"field": "words"}}}], "size": WORDS_AT_ONCE, **after}
            with self._connection.writing() as client:
                answer = client.search(
                    index=self._names.live,
                    size=0,
                    query=ITEMS,
                    aggs={"words": {"composite": source}},
                    preference=COPY,
                    allow_partial_search_results=False,
                )
            found = answer["aggregations"]["words"]
            words |= {bucket["key"]["word"]: bucket["doc_count"] for bucket in found["buckets"]}
            if "after_key" not in found:
                return words
            after = {"after": found["after_key"]}

    def live(self) -> IndexState | None:
        found = self._live_state()
        version = self._names.version(found["_index"]) if found else None
        return read_state(version, found) if version else None

    def check(self) -> None:
        with self._connection.writing() as client:
            try:
                found = client.indices.get_mapping(index=self._names.live)
            except NotFoundError:
                raise IndexMissing(NO_INDEX) from None
        for index, about in found.items():
            if different := _differences(about["mappings"]["properties"]):
                raise IndexMissing(
                    f"Fields of the index {index} are not as this hub made them: {', '.join(different)}."
                )

    def create(self, version: str, sequence: int) -> None:
        with self._connection.writing() as client:
            try:
                client.indices.create(
                    index=self._names.index(version),
                    settings=SETTINGS,
                    mappings=MAPPING,
                    aliases={self._names.written(version): {}},
                )
            except BadRequestError as error:
                raise SearchUnavailable(
                    f"The search index {self._names.index(version)} cannot be made: {error_of(error.body)}."
                ) from error
            save_state(client, self._names, IndexState(version, fingerprint(), sequence))

    def versions(self) -> list[IndexState]:
        with self._connection.writing() as client:
            indices = client.indices.get_alias(index=self._names.all)
            found = {version: index for index in indices if (version := self._names.version(index))}
            if not found:
                return []
            wanted = [{"_index": index, "_id": STATE_ID} for index in found.values()]
            states = client.mget(docs=wanted)["docs"]
        return sorted(
            (read_state(version, state) for version, state in zip(found, states, strict=True)),
            key=lambda state: state.version,
        )

    @contextmanager
    def writer(self, version: str) -> Iterator[ElasticsearchWriter]:
        with self._connection.writing() as client:
            try:
                found = client.get(index=self._names.index(version), id=STATE_ID)
            except NotFoundError:
                raise IndexMissing(f"There is no version {version} of the search index.") from None
        yield ElasticsearchWriter(self._connection, self._names, read_state(version, found))

    def swap(self, version: str) -> None:
        new = self._names.index(version)
        others = [state.version for state in self.versions() if state.version != version]
        actions: list[dict[str, Any]] = [{"add": {"index": new, "alias": self._names.live}}]
        old = {"alias": self._names.live, "must_exist": False}
        actions += [{"remove": {"index": self._names.index(other), **old}} for other in others]
        with self._connection.writing() as client:
            try:
                client.indices.update_aliases(actions=actions)
            except NotFoundError:
                raise IndexMissing(f"There is no version {version} of the search index.") from None
            except BadRequestError as error:
                raise SearchUnavailable(
                    f"The alias {self._names.live} cannot lead to {new}: {error_of(error.body)}. Is an index"
                    " called so? Remove it, or put another name at the end of SEARCH_URL."
                ) from error
        for other in others:
            self.remove(other)

    def remove(self, version: str) -> None:
        with self._connection.writing() as client:
            client.indices.delete(index=self._names.index(version), ignore_unavailable=True)

    def _search(self, **request: Any) -> dict[str, Any]:
        with self._connection.reading() as client:
            answer = client.search(
                index=self._names.live,
                preference=COPY,
                # Counts are exact or there are none.
                allow_partial_search_results=False,
                **request,
            )
        return dict(answer)

    def _live_state(self) -> dict[str, Any] | None:
        with self._connection.reading() as client:
            try:
                return dict(client.get(index=self._names.live, id=STATE_ID))
            except NotFoundError:
                return None


def _hit(hit: dict[str, Any]) -> Hit:
    stored = hit["_source"]
    return Hit(UUID(hit["_id"]), float(hit["_score"]), stored["sequence"], stored["stored"])


def _tag_counts(answer: dict[str, Any]) -> dict[str, int]:
    return {bucket["key"]: bucket["doc_count"] for bucket in answer["tags"]["buckets"]}


def _differences(properties: dict[str, Any]) -> list[str]:
    """Return the fields that a mapping, as Elasticsearch gives it, has otherwise or not at all."""
    wanted: dict[str, Any] = MAPPING["properties"]
    return [name for name in sorted(wanted.keys() | properties) if wanted.get(name) != properties.get(name)]
