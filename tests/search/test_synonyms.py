"""Rules of synonyms: what an editor may write, and that they count at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from search.models import SynonymRule
from search.understanding import rules
from tests.factories import SynonymRuleFactory, ToolkitFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("values", "field", "said"),
    [
        ({"words": "one"}, "words", "two words or phrases"),
        ({"words": "one\nother", "finds": "third"}, "finds", "Leave this empty"),
        ({"words": "one", "kind": "one_way"}, "finds", "Say what these words find"),
        ({"words": "one\n?!"}, "words", "no letters or digits"),
        ({"words": "one\none"}, "words", "twice"),
        ({"words": "one\n" + "word " * 9}, "words", "9 words"),
    ],
)
def test_what_is_wrong_with_a_rule_is_named(values: dict[str, str], field: str, said: str):
    with pytest.raises(ValidationError) as refused:
        SynonymRule(**values).full_clean()
    assert said in " ".join(refused.value.message_dict[field])


def test_words_of_another_rule_are_refused_with_its_name():
    SynonymRuleFactory(words="respite\nshort break")
    with pytest.raises(ValidationError, match="Add your words to that one"):
        SynonymRule(words="Short breaks\nholiday").full_clean()


def test_a_new_rule_counts_without_a_new_index(titles: Callable[..., list[str]]):
    rules.forget()
    ToolkitFactory(title="A respite guide")
    ToolkitFactory(title="A guide to letters")
    assert titles("kangaroo") == []
    SynonymRuleFactory(words="kangaroo\nrespite")
    rules.forget()
    assert titles("kangaroo") == ["A respite guide"]


@pytest.mark.parametrize(("group", "status"), [("FIS publishers", 200), ("FIS editors", 302)])
def test_publishers_keep_the_rules(site: Any, sign_in: Callable[[str], Client], group: str, status: int):
    assert sign_in(group).get("/admin/snippets/search/synonymrule/").status_code == status


def test_the_result_of_a_rule_is_seen_before_it_is_saved(search_index: Any, sign_in: Callable[[str], Client]):
    rules.forget()
    ToolkitFactory(title="A respite guide")
    search_index()
    publisher, address = sign_in("FIS publishers"), reverse("preview_synonym_rule")
    values = {"kind": "equivalent", "words": "kangaroo\nrespite", "finds": ""}
    shown = publisher.post(address, values).content.decode()
    assert "“kangaroo”: 1 found" in shown
    assert "A respite guide" in shown
    assert not SynonymRule.objects.exists()

    rule = SynonymRuleFactory(words="kangaroo\nrespite")
    rules.forget()
    values["words"] = "kangaroo\nwallaby"
    assert "“kangaroo”: 0 found" in publisher.post(f"{address}?instance={rule.pk}", values).content.decode()
    assert "two words or phrases" in publisher.post(address, values | {"words": "one"}).content.decode()
    assert sign_in("FIS editors").post(address, values)["Location"] == "/admin/"


def test_a_rule_for_a_search_that_found_nothing_is_filled_in(site: Any, sign_in: Callable[[str], Client]):
    address = reverse("wagtailsnippets_search_synonymrule:add")
    form = sign_in("FIS publishers").get(address, {"words": "kangaroo"}).content.decode()
    assert ">\nkangaroo</textarea>" in form
    assert f'formaction="{reverse("preview_synonym_rule")}"' in form
