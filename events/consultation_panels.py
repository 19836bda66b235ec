"""The editor's form of a consultation."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, HelpPanel, InlinePanel, MultiFieldPanel, Panel
from wagtail.admin.panels.base import get_form_for_model

from cms.pages import ClassifiedPage
from events.archive_panel import ArchivePanel
from events.consultation_course_panel import CoursePanel
from events.wall_times import WallTimeField


class WindowForm(WagtailAdminModelForm):
    """A window, whose times may not be ones that the clock change skips or doubles."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("opens_at", "closes_at"):
            old = self.fields[name]
            self.fields[name] = WallTimeField(
                label=old.label, help_text=old.help_text, required=old.required, widget=old.widget
            )


class UpdateForm(WagtailAdminModelForm):
    """An update of the feedback, dated today unless somebody says otherwise."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate


class FormInlinePanel(InlinePanel):
    """Rows with a form of their own."""

    def __init__(self, *args: Any, row_form: type[WagtailAdminModelForm], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row_form = row_form

    def clone_kwargs(self) -> dict[str, Any]:
        return {**super().clone_kwargs(), "row_form": self.row_form}

    def get_form_options(self) -> dict[str, Any]:
        options: dict[str, Any] = super().get_form_options()
        later = self.child_edit_handler.get_form_options().get("defer_required_on_fields", [])
        options["formsets"][self.relation_name]["form"] = get_form_for_model(
            self.db_field.related_model, form_class=self.row_form, defer_required_on_fields=later
        )
        return options


def panels() -> list[Panel]:
    """Return the parts of the form after the summary: what, when, who, access, safety, what comes of it."""
    who, whose = ClassifiedPage.classification_panels
    return [
        CoursePanel(heading="Course of the consultation"),
        ArchivePanel(heading="In the archive"),
        FieldPanel("description"),
        FormInlinePanel(
            "windows",
            label="Window",
            heading="When answers are taken",
            min_num=1,
            row_form=WindowForm,
            help_text="Once a window has begun it stays as it is: use the actions above.",
        ),
        who,
        _answers(),
        MultiFieldPanel(
            [
                FieldPanel("impact_assessment"),
                FieldPanel("impact_assessment_at_end"),
                FieldPanel("safety_note"),
            ],
            heading="Equality and safety",
        ),
        MultiFieldPanel(
            [
                FieldPanel("decision_what"),
                FieldPanel("decision_maker"),
                FieldPanel("decision_day"),
                FieldPanel("promised_feedback_on"),
            ],
            heading="The decision",
        ),
        *_outcome(),
        InlinePanel("notices", label="Notice", heading="Public notes on changes"),
        whose,
    ]


def _answers() -> Panel:
    return MultiFieldPanel(
        [
            FieldPanel("online_url"),
            FieldPanel("response_email"),
            FieldPanel("response_phone"),
            FieldPanel("response_post"),
            FieldPanel("sessions_offered"),
            InlinePanel("sessions", label="Session"),
            FieldPanel("formats"),
            FieldPanel("ready_within_working_days"),
        ],
        heading="How to answer",
    )


def _outcome() -> list[Panel]:
    counts = ["online", "paper", "email", "phone", "elsewhere", "sessions"]
    return [
        MultiFieldPanel([FieldPanel(f"responses_{way}") for way in counts], heading="How many answered"),
        MultiFieldPanel(
            [
                HelpPanel("Once published, feedback stays as it is. What happens later is an update."),
                FieldPanel("feedback_published_on"),
                FieldPanel("we_asked"),
                FieldPanel("you_said"),
                FieldPanel("we_did"),
                FieldPanel("no_feedback_reason"),
            ],
            heading="What came of it",
        ),
        FormInlinePanel(
            "feedback_updates", label="Update", heading="Updates to the feedback", row_form=UpdateForm
        ),
    ]
