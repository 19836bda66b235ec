"""Lists within a consultation: formats, what people said, what was done."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks

FORMATS = [
    ("easy-read", "Easy Read"),
    ("large-print", "Large print"),
    ("audio", "Audio"),
    ("braille", "Braille"),
    ("bsl-video", "British Sign Language video"),
    ("translated-gujarati", "Gujarati"),
    ("translated-polish", "Polish"),
    ("translated-urdu", "Urdu"),
    ("translated-other", "Another language"),
]


class FormatBlock(blocks.StructBlock):
    """Another format, and since when it can be had."""

    format = blocks.ChoiceBlock(choices=FORMATS)
    available_on = blocks.DateBlock(
        required=False, help_text="The day it became available. Leave empty while it is being made."
    )

    class Meta:
        icon = "doc-full"
        description = "A format such as Easy Read, with the day since which people can have it."
        preview_value = {"format": "easy-read", "available_on": None}


class FormatsBlock(blocks.StreamBlock):
    """Other formats that people can have."""

    format = FormatBlock()


class VoiceBlock(blocks.TextBlock):
    """One thing that people said."""

    class Meta:
        icon = "openquote"
        description = "One thing that families said, in their words or close to them."
        preview_value = "The bus leaves before the school day ends."


class VoicesBlock(blocks.StreamBlock):
    """What people said."""

    voice = VoiceBlock()


class DeedBlock(blocks.StructBlock):
    """What was done about something that people said."""

    action = blocks.TextBlock()
    status = blocks.ChoiceBlock(
        choices=[("done", "Done"), ("in_progress", "In progress"), ("not_possible", "Not possible")]
    )
    why = blocks.TextBlock(required=False, help_text="Needed where it was not possible.")

    class Meta:
        icon = "check"
        description = "What was done about something that families said, or why it could not be."
        preview_value = {"action": "The last bus leaves at 4pm from May.", "status": "done", "why": ""}

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if cleaned["status"] == "not_possible" and not cleaned["why"]:
            raise blocks.StructBlockValidationError(
                block_errors={"why": ValidationError("Say why it was not possible.")}
            )
        return cleaned


class DeedsBlock(blocks.StreamBlock):
    """What was done."""

    deed = DeedBlock()
