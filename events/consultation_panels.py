"""The editor's form of a consultation."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, HelpPanel, InlinePanel, MultiFieldPanel, Panel
from wagtail.admin.panels.base import get_form_for_model

from cms.classified_pages import ClassifiedPage
from events.archive_panel import ArchivePanel
from events.consultation_course_panel import CoursePanel
from events.wall_times import WallTimeField

# By way of answering, the help that the model does not give.
COUNTS = {
    "online": "Such as 214 answers by the form. 0 where there were none.",
    "paper": "Such as 38 forms on paper.",
    "email": "Such as 12 e-mails.",
    "phone": "Such as 9 calls in which somebody wrote the answers down.",
    "elsewhere": "",
    "sessions": "How many sessions, not how many people came, such as 4.",
}


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
        FieldPanel(
            "description",
            help_text="What is being decided, and what is open, such as “Which "
            "three villages the bus stops in.”",
        ),
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
                FieldPanel(
                    "safety_note",
                    help_text="How those who answer are kept safe, such as “We never "
                    "publish a name or a child's school.”",
                ),
            ],
            heading="Equality and safety",
        ),
        MultiFieldPanel(
            [
                FieldPanel("decision_what", help_text="Such as “How the short breaks budget is shared out”."),
                FieldPanel(
                    "decision_maker",
                    help_text="Such as “The Cabinet” or “The director of children's services”.",
                ),
                FieldPanel(
                    "decision_day",
                    help_text="Such as the Cabinet's meeting. Leave empty while no day is set.",
                ),
                FieldPanel("promised_feedback_on"),
            ],
            heading="The decision",
        ),
        *_outcome(),
        InlinePanel(
            "notices",
            label="Notice",
            heading="Public notes on changes",
            help_text="Such as “8 April: we added a session in Melton.”",
        ),
        whose,
    ]


def _answers() -> Panel:
    return MultiFieldPanel(
        [
            FieldPanel(
                "online_url", help_text="The address of the form, such as https://example.org/short-breaks."
            ),
            FieldPanel(
                "response_email",
                help_text="The team's address, such as families@example.org. Never one person's.",
            ),
            FieldPanel(
                "response_phone", help_text="Such as 0116 496 0001, where somebody writes the answers down."
            ),
            FieldPanel(
                "response_post",
                help_text="Such as “Family Views, Example House, Glenfield, Leicester LE3 9ZZ”.",
            ),
            FieldPanel(
                "sessions_offered",
                help_text="Tick it where people can answer face to face, such as at a "
                "family hub. Name the sessions below.",
            ),
            InlinePanel(
                "sessions",
                label="Session",
                help_text="Events of the hub at which people can answer, such as a coffee morning.",
            ),
            FieldPanel(
                "formats",
                help_text="Such as Easy Read or Polish, each with the day since which people can have it.",
            ),
            FieldPanel(
                "ready_within_working_days",
                help_text="How soon somebody who asks for another format has it, such as 5.",
            ),
        ],
        heading="How to answer",
    )


def _outcome() -> list[Panel]:
    return [
        MultiFieldPanel(
            [FieldPanel(f"responses_{way}", help_text=words) for way, words in COUNTS.items()],
            heading="How many answered",
        ),
        MultiFieldPanel(
            [
                HelpPanel("Once published, feedback stays as it is. What happens later is an update."),
                FieldPanel(
                    "feedback_published_on",
                    help_text="The day on which families are told what came of it. "
                    "Fill it in with the parts below.",
                ),
                FieldPanel(
                    "we_asked",
                    help_text="The question in a sentence or two, such as “Should "
                    "the holiday club open at 8am?”",
                ),
                FieldPanel(
                    "you_said",
                    help_text="What families said, in their words or close to them, such as "
                    "“The bus leaves before school ends.”",
                ),
                FieldPanel(
                    "we_did",
                    help_text="An answer to each, such as “The last bus leaves at 4pm from "
                    "May”, also where it was not possible.",
                ),
                FieldPanel("no_feedback_reason"),
            ],
            heading="What came of it",
        ),
        FormInlinePanel(
            "feedback_updates",
            label="Update",
            heading="Updates to the feedback",
            row_form=UpdateForm,
            help_text="What happened since, such as “12 June: the new bus runs.”",
        ),
    ]
