"""Send the admin's forms as a browser would: with all that they hold, and what is changed."""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup, Tag
from django.test import Client

# A list of blocks is drawn by JavaScript, which sends its length too.
EMPTY_BODY = {"body-count": "0"}


def submit(client: Client, address: str, changes: dict[str, str], *, follow: bool = False) -> Any:
    """Change fields of an admin page's form and send it."""
    given = fields(client.get(address).content.decode()) | changes
    return client.post(address, given, follow=follow, headers={"Referer": f"http://testserver{address}"})


def fields(page: str) -> dict[str, str]:
    """Return what the form of an admin page holds."""
    form = BeautifulSoup(page, "html.parser").select_one("form[data-edit-form]")
    assert form is not None, page[:2000]
    values: dict[str, str] = {}
    for field in form.select("input[name], textarea[name], select[name]"):
        value = _value(field)
        if value is not None:
            values[str(field["name"])] = value
    return values


def errors(response: Any, field: str) -> list[str]:
    """Return the messages that stand at a field of the form that came back."""
    return list(response.context["form"].errors.get(field, []))


def messages(response: Any) -> str:
    """Return what the page tells the editor above all else."""
    return " ".join(str(message) for message in response.context["messages"])


def _value(field: Tag) -> str | None:
    if field.name == "textarea":
        return field.text.removeprefix("\n")
    if field.name == "select":
        chosen = field.select_one("option[selected]")
        return str(chosen.get("value", "")) if chosen else None
    if field.get("type") in {"submit", "button", "file", "image"}:
        return None
    if field.get("type") in {"checkbox", "radio"}:
        return str(field.get("value", "on")) if field.has_attr("checked") else None
    return str(field.get("value", ""))
