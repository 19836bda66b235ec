"""Find words of the hub's lists by slug or name, and say which was perhaps meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from functools import cached_property

from cms.organisations import Organisation
from cms.taxonomies import TAXONOMIES, Area, Taxonomy

MODELS: list[type[Taxonomy]] = [*TAXONOMIES, Organisation]
LISTS = {str(model._meta.verbose_name_plural).replace(" ", "_"): model for model in MODELS}


class Terms:
    """The words of all lists, read once."""

    @cached_property
    def _slugs(self) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for kind, model in LISTS.items():
            pairs = list(model._default_manager.values_list("slug", "name"))
            # A slug is the surer of the two, so it wins over a name that reads the same.
            found[kind] = {name.casefold(): slug for slug, name in pairs} | {slug: slug for slug, _ in pairs}
        return found

    @cached_property
    def places(self) -> dict[str, str]:
        """Return the towns, villages and districts that areas name, by their small letters."""
        return {place.casefold(): place for area in Area.objects.all() for place in area.place_names}

    def slug(self, kind: str, text: str) -> str | None:
        """Return the slug of the word with this slug or name, None where there is none."""
        return self._slugs[kind].get(text.strip().casefold())

    def suggestion(self, kinds: Iterable[str], text: str) -> str:
        """Return such as ` Did you mean “young-parents”?`, empty where nothing is close."""
        return did_you_mean(text, [word for kind in kinds for word in self._slugs[kind]])


def did_you_mean(text: str, words: Iterable[str]) -> str:
    """Return such as ` Did you mean “start time”?`, empty where nothing is close."""
    close = get_close_matches(text.strip().casefold(), list(words), n=1, cutoff=0.6)
    return f" Did you mean “{close[0]}”?" if close else ""
