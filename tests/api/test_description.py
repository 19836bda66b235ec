"""The OpenAPI document: valid, complete, and true of every answer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from pydantic import BaseModel, TypeAdapter

from cms.api.schema import AnyCard, AnyDocument, CalendarList, ChangeList, RedirectList, Taxonomies
from cms.content.publishing import publishable_models
from home.api import NavigationDocument, Site
from settings.urls import api
from standard.register.api import RegisterList
from standard.whole import WholeStandard
from tests.api.conftest import Get
from tests.standard.register.services import on_the_register

MEDIA_TYPES = {
    "ics": "text/calendar",
    "atom": "application/atom+xml",
    "csv": "text/csv",
    "json": "application/csvm+json",
    "pdf": "application/pdf",
    "svg": "image/svg+xml",
}


# What callers write; everything else is read.
WRITTEN = ["/api/v1/search/clicks"]
# What holds a secret: tests/standard/assessments/test_description.py.
PRIVATE = ("/api/v1/assessments", "/api/v1/parent-views")


@pytest.fixture
def document(get: Get) -> dict[str, Any]:
    values: dict[str, Any] = get("/openapi.json").json()
    return values


def operations(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in document["paths"].items():
        if path.startswith(PRIVATE):
            continue
        assert list(methods) == (["post"] if path in WRITTEN else ["get"])
        if path not in WRITTEN:
            yield path, methods["get"]


def media_type(path: str) -> str:
    """Return what an endpoint answers in."""
    return MEDIA_TYPES.get(path.rpartition(".")[2], "application/json")


def schemas(document: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = document["components"]["schemas"]
    return found


def test_a_change_of_the_contract_is_seen(document: dict[str, Any], as_json: Any):
    assert document == as_json


def test_no_two_values_share_a_name(document: dict[str, Any]):
    ours = {cls for cls in below(BaseModel) if not cls.__module__.startswith("tests.")}
    names = Counter(cls.__name__ for cls in ours if cls.__name__ in schemas(document))
    assert [name for name, times in names.items() if times > 1] == []
    notices = schemas(document)["ConsultationDocument"]["properties"]["notices"]["items"]["$ref"]
    assert set(schemas(document)[notices.rpartition("/")[2]]["properties"]) == {"on", "text"}


def below(cls: type[Any]) -> set[type[Any]]:
    return {found for child in cls.__subclasses__() for found in {child, *below(child)}}


def test_it_is_openapi(document: dict[str, Any]):
    assert document["openapi"].startswith("3.1.")
    schemathesis.openapi.from_dict(document).validate()


def test_every_operation_explains_itself(document: dict[str, Any]):
    ids = []
    for path, operation in operations(document):
        ids.append(operation["operationId"])
        assert operation["summary"], path
        assert operation["description"], path
        assert operation["tags"], path
        for code in ["304", "405", "414", "422", "500"]:
            assert code in operation["responses"], path
        # A file is given to whoever asks for its address.
        assert ("406" in operation["responses"]) is (media_type(path) == "application/json"), path
        for parameter in operation["parameters"]:
            assert "$ref" in parameter or parameter["description"], (path, parameter)
    private = [path for path in document["paths"] if path.startswith(PRIVATE)]
    assert len(ids) == len(set(ids)) == len(document["paths"]) - len(WRITTEN) - len(private)


def test_what_callers_write_explains_itself(document: dict[str, Any]):
    for path in WRITTEN:
        operation = document["paths"][path]["post"]
        assert operation["summary"], path
        assert operation["description"], path
        assert "content" in operation["requestBody"], path
        assert "content" not in operation["responses"]["204"], path
        assert list(operation["responses"]["422"]["content"]) == ["application/problem+json"], path


def test_errors_are_problems(document: dict[str, Any]):
    shared = document["components"]["responses"]
    for path, operation in operations(document):
        for code, response in operation["responses"].items():
            content = shared[code].get("content") if "$ref" in response else response["content"]
            if code == "304":
                assert content is None
            else:
                expected = media_type(path) if code == "200" else "application/problem+json"
                assert list(content) == [expected]


def test_what_an_answer_always_has_is_required_and_what_it_may_gain_is_allowed(document: dict[str, Any]):
    for name, schema in schemas(document).items():
        if schema.get("type") != "object":
            continue
        assert set(schema.get("required", [])) == set(schema["properties"]), name
        assert "additionalProperties" not in schema, name
        assert not any("default" in field for field in schema["properties"].values()), name


def test_type_tells_cards_documents_and_blocks_apart(document: dict[str, Any]):
    types = {model.document_type for model in publishable_models().values()}
    found = schemas(document)
    by_path = dict(operations(document))["/api/v1/content/by-path"]["responses"]["200"]
    unions = {
        "cards": (found["CardList"]["properties"]["items"]["items"], types),
        "documents": (found["DocumentList"]["properties"]["items"]["items"], types),
        "by path": (by_path["content"]["application/json"]["schema"], types | {"redirect"}),
        "blocks": (found["PageDocument"]["properties"]["body"]["items"], None),
    }
    for name, (union, expected) in unions.items():
        mapping = union["discriminator"]["mapping"]
        assert union["discriminator"]["propertyName"] == "type", name
        assert expected is None or set(mapping) == expected, name
        assert {one["$ref"] for one in union["oneOf"]} == set(mapping.values()), name
        for type, reference in mapping.items():
            assert found[reference.rpartition("/")[2]]["properties"]["type"]["const"] == type
    assert len(unions["blocks"][0]["oneOf"]) == 11


def test_words_that_no_editor_can_add_to_are_listed(document: dict[str, Any]):
    parameters = dict(operations(document))["/api/v1/content"]["parameters"]
    words = {
        one["name"]: one["schema"]["items"]["enum"]
        for one in parameters
        if "enum" in one.get("schema", {}).get("items", {})
    }
    assert set(words) == {"type", "state", "attendance", "provision", "recognition", "service_kind"}
    assert words["attendance"] == ["hybrid", "in_person", "online", "phone"]
    assert "childcare" in words["provision"]


def test_every_answer_is_as_described(get: Get, world: Any):
    on_the_register()
    listed = get("/documents?limit=100&archived=include").json()["items"]
    assert {item["type"] for item in listed} == {m.document_type for m in publishable_models().values()}
    TypeAdapter(list[AnyDocument]).validate_python(listed)
    TypeAdapter(list[AnyCard]).validate_python(get("/content?limit=100&archived=include").json()["items"])
    around: dict[str, type[BaseModel]] = {
        "/calendar": CalendarList,
        "/changes": ChangeList,
        "/redirects": RedirectList,
        "/taxonomies": Taxonomies,
        "/navigation": NavigationDocument,
        "/site": Site,
        "/standard": WholeStandard,
        "/register": RegisterList,
    }
    for address, model in around.items():
        values = get(address).json()
        assert model.model_validate(values).model_dump(mode="json").keys() == values.keys()


def test_instants_are_whole_seconds_of_utc(get: Get, world: Any):
    text = get("/documents?limit=100").content.decode() + get("/changes").content.decode()
    texts = re.findall(r'"(\d{4}-\d\d-\d\dT[^"]*)"', text)
    # The one interval, of a consultation's structured data, is two with a slash between them.
    instants = [instant for given in texts for instant in given.split("/")]
    assert len(instants) > 40
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", instant) for instant in instants)


def test_it_is_made_once(get: Get, monkeypatch: pytest.MonkeyPatch):
    first = get("/openapi.json").content
    monkeypatch.delattr(api, "urls_namespace")
    assert get("/openapi.json").content == first
