from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from wagtail.contrib.redirects.models import Redirect

from tests.api.conftest import Get, problem
from tests.factories import InformationFactory


def test_redirects_come_page_by_page_while_they_change(get: Get, site: Any):
    page = InformationFactory()
    for name in "bdfhj":
        Redirect.add_redirect(f"/{name}/", page)
    found = []
    following: str | None = "/redirects?limit=2"
    while following:
        answer = get(following).json()
        found += [item["path"] for item in answer["items"]]
        Redirect.add_redirect("/a/", page)
        Redirect.objects.filter(old_path__in=found).delete()
        following = answer["next"] and answer["next"].partition("/api/v1")[2]
    assert found == ["/b/", "/d/", "/f/", "/h/", "/j/"]


def test_none_stands_where_an_item_stands_again(get: Get, site: Any):
    page, other = InformationFactory(slug="here"), InformationFactory(slug="there")
    for old in ["/here/", "/there/", "/gone/"]:
        Redirect.add_redirect(old, page)
    Redirect.add_redirect("/here/?id=7", other)
    assert [item["path"] for item in get("/redirects").json()["items"]] == ["/gone/", "/here?id=7"]


def test_a_redirect_from_an_address_with_a_query_keeps_it(get: Get, site: Any):
    Redirect.add_redirect("/page.aspx?id=7", "https://example.org/")
    assert get("/redirects").json()["items"][0]["path"] == "/page.aspx?id=7"
    assert get("/content/by-path", {"path": "/page.aspx?id=7"}).json()["type"] == "redirect"


def test_the_number_of_queries_does_not_grow(get: Get, site: Any, django_assert_num_queries: Any):
    page = InformationFactory()
    for count in [2, 18]:
        for number in range(count):
            Redirect.add_redirect(f"/from-{count}-{number}/", page)
        with django_assert_num_queries(2):
            get("/redirects")


@pytest.mark.parametrize("query", ["limit=0", "limit=x", "after=", f"after={'x' * 301}", "offset=1"])
def test_a_malformed_parameter_is_named(get: Get, site: Any, query: str):
    found = problem(get(f"/redirects?{query}"), 422)
    assert [fault["parameter"] for fault in found["errors"]] == [query.partition("=")[0]]


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None)
@given(path=st.text(min_size=1, max_size=80))
@example("//[")
@example("http://[::1")
@example("/%")
@example("/%ed%a0%80/")
@example("//example.org:99999999/")
@example("/;a;b?c&d#e")
@example("/\u2100/")
@example("/\ufdd0\U0010ffff/")
@example("\\\\..\\..\\")
def test_no_path_breaks_it(get: Get, site: Any, path: str):
    try:
        path.encode()
    except UnicodeEncodeError:
        path = path.encode(errors="replace").decode()
    assert get("/content/by-path", {"path": path}).status_code in {200, 404, 422}
