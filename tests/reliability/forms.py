"""Read the form of an admin page as a browser would send it."""

from html.parser import HTMLParser


class FormReader(HTMLParser):
    """Collects the fields of all forms of a page that are sent with POST."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: list[tuple[str, str]] = []
        self._in_form = False
        self._textarea: str | None = None
        self._select: str | None = None

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag == "form":
            self._in_form = given.get("method", "").lower() == "post" and "data-edit-form" in given
        elif not self._in_form or ("name" not in given and tag != "option"):
            return
        elif tag == "input":
            self._input(given, "checked" in given)
        elif tag == "textarea":
            self._textarea = given["name"]
            self.fields.append((self._textarea, ""))
        elif tag == "select":
            self._select = given["name"]
        elif tag == "option" and self._select and "selected" in given:
            self.fields.append((self._select, given.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._textarea = None
        elif tag == "select":
            self._select = None
        elif tag == "form":
            self._in_form = False

    def handle_data(self, data: str) -> None:
        if self._textarea:
            name, text = self.fields[-1]
            self.fields[-1] = (name, (text + data).removeprefix("\n"))

    def _input(self, given: dict[str, str], checked: bool) -> None:
        kind = given.get("type", "text")
        if kind in {"checkbox", "radio"} and not checked:
            return
        if kind not in {"submit", "button", "file", "image"}:
            self.fields.append((given["name"], given.get("value", "")))
