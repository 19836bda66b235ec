"""Which section of the guide helps with which view of the admin; each area registers its own."""

from __future__ import annotations

from django.urls import reverse

GUIDE = "editors"

_sections: dict[str, str] = {}


def register_help(section: str, *views: str) -> None:
    """Have a section, by its anchor, beside the views whose names begin with one of these."""
    for view in views:
        if view in _sections:
            raise ValueError(f"There is help for {view} already.")
        _sections[view] = section


def section_for(view: str) -> str:
    """Return the anchor of the section that says most exactly what a view is for, empty where none does."""
    fitting = [begin for begin in _sections if view.startswith(begin)]
    return _sections[max(fitting, key=len)] if fitting else ""


def registered_sections() -> set[str]:
    """Return the anchors that views lead to."""
    return set(_sections.values())


def address_of(section: str) -> str:
    """Return where a section stands in the admin."""
    return f"{reverse('guide', args=[GUIDE])}#{section}"
