"""The form in which an editor says what to import, and how."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from cms.importing.files import MEBIBYTE, SourceFile
from cms.importing.models import ImportedListing
from cms.importing.registry import importers
from cms.importing.rows import FileRefused
from cms.importing.spreadsheets import read_mapping

# What was checked goes back and forth with the page, below Django's limit of 2.5 MB for a form.
LARGEST_UPLOAD = MEBIBYTE
# One request is one transaction, for which others wait.
MOST_ROWS = 300
ZONES = [("", "The file says so itself"), ("Europe/London", "London (Europe/London)"), ("UTC", "UTC")]


class UploadForm(forms.Form):
    """A file, and what can not be seen in it."""

    file = forms.FileField(
        help_text=f"iCalendar, CSV or GOV.UK JSON, at most 1 MB and {MOST_ROWS} rows. For more, ask for the"
        " command import_listings."
    )
    kind = forms.ChoiceField(required=False, label="What it holds")
    source = forms.CharField(
        required=False,
        max_length=200,
        label="Whose list it is",
        help_text="Such as “Library service”. Use the same words every time: together with the id, they tell"
        " which page a row belongs to. Needed for CSV.",
        widget=forms.TextInput(attrs={"list": "known-sources"}),
    )
    time_zone = forms.ChoiceField(required=False, choices=ZONES, label="Time zone of times that name none")
    mapping = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        label="Other headings",
        help_text="For CSV with headings of its own, one a line: “Event name=title”. “Notes=-” leaves"
        " one out.",
    )
    overwrite = forms.BooleanField(
        required=False,
        label="Let the source win where an editor changed the same field here",
    )
    publish = forms.BooleanField(
        required=False,
        label="Publish what is complete",
        help_text="Otherwise all become drafts, which somebody looks at first.",
    )

    def __init__(self, *args: Any, may_publish: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(importer.name, importer.title) for importer in importers()]
        self.fields["kind"] = forms.ChoiceField(
            required=False, label="What it holds", choices=[("", "Find out from the file"), *kinds]
        )
        if not may_publish:
            del self.fields["publish"]

    def clean_file(self) -> SourceFile:
        upload = self.cleaned_data["file"]
        if upload.size > LARGEST_UPLOAD:
            raise forms.ValidationError(
                f"The file has {upload.size / MEBIBYTE:.1f} MB; at most 1 MB is read here. Split it, or"
                " ask for the command import_listings."
            )
        file = SourceFile.of_bytes(upload.name, upload.read())
        try:
            file.check(LARGEST_UPLOAD)
            for _ in file.lines():
                pass
        except FileRefused as refused:
            raise forms.ValidationError(str(refused)) from refused
        return file

    def clean_time_zone(self) -> ZoneInfo | None:
        name = self.cleaned_data["time_zone"]
        return ZoneInfo(name) if name else None

    def clean_mapping(self) -> dict[str, str]:
        try:
            return read_mapping(self.cleaned_data["mapping"])
        except FileRefused as refused:
            raise forms.ValidationError(str(refused)) from refused


def known_sources() -> list[str]:
    """Return the names under which lists came before."""
    return list(ImportedListing.objects.values_list("source", flat=True).distinct().order_by("source"))
