"""Consultations: what is asked, until when, who decides, and what came of it."""

from __future__ import annotations

from django.db import models
from wagtail.fields import RichTextField, StreamField
from wagtail.search import index

from cms.classified_pages import ClassifiedPage
from cms.content.builder import DocumentBuilder, Period
from cms.content.rich_text import FEATURES
from cms.content.states import AWAITING, PAUSED, REPORTED, WITHDRAWN
from cms.dates import moment
from cms.index_pages import IndexPage
from events import windows
from events.archive_facts import KeepsArchiveFacts
from events.consultation_answers import how_to_respond
from events.consultation_blocks import DeedsBlock, FormatsBlock, VoicesBlock
from events.consultation_course import Course, check_windows
from events.consultation_documents import (
    AlternativeFormats,
    Archive,
    AvailableFormat,
    ConsultationCard,
    ConsultationDocument,
    Decision,
    Deed,
    Feedback,
    Notice,
    ResponseCounts,
    Sessions,
    Update,
    WaysToRespond,
    Window,
)
from events.consultation_keeping import KeepsCourse
from events.consultation_panels import panels


class ConsultationIndexPage(IndexPage):
    """Lists the consultations that are not archived."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["events.ConsultationPage"]
    max_count = 1
    content_query = "/api/v1/content?type=consultation"


class ArchiveIndexPage(IndexPage):
    """Lists archived consultations; they stay where they are."""

    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    max_count = 1
    content_query = "/api/v1/content?type=consultation&archived=only"


class ConsultationPage(KeepsCourse, KeepsArchiveFacts, ClassifiedPage):
    """One consultation, from its announcement to its outcome, at one address for good."""

    parent_page_types = ["events.ConsultationIndexPage"]
    subpage_types: list[str] = []

    description = RichTextField(features=FEATURES)
    online_url = models.URLField("online form", blank=True)
    response_email = models.EmailField("public e-mail address for answers", blank=True)
    response_phone = models.CharField("public phone number for answers", max_length=30, blank=True)
    response_post = models.CharField("postal address for answers", max_length=250, blank=True)
    sessions_offered = models.BooleanField("people can answer in person", default=False)
    formats = StreamField(FormatsBlock(), blank=True)
    ready_within_working_days = models.PositiveSmallIntegerField(null=True, blank=True)
    decision_what = models.CharField("what will be decided", max_length=250, blank=True)
    decision_maker = models.CharField("who decides", max_length=200, blank=True)
    decision_day = models.DateField("when it is decided", null=True, blank=True)
    promised_feedback_on = models.DateField(
        null=True, blank=True, help_text="The day by which families were told they would hear the findings."
    )
    feedback_published_on = models.DateField(null=True, blank=True)
    we_asked = models.TextField(blank=True)
    you_said = StreamField(VoicesBlock(), blank=True)
    we_did = StreamField(DeedsBlock(), blank=True)
    responses_online = models.PositiveIntegerField(default=0)
    responses_paper = models.PositiveIntegerField(default=0)
    responses_sessions = models.PositiveIntegerField("sessions held", default=0)
    responses_email = models.PositiveIntegerField("answers by e-mail", default=0)
    responses_phone = models.PositiveIntegerField("answers by phone", default=0)
    responses_elsewhere = models.PositiveIntegerField(
        "answers that came another way", default=0, help_text="Letters, petitions, social media, meetings."
    )
    impact_assessment = models.TextField(
        "impact assessment at the start",
        blank=True,
        help_text="Whom it affects most, and what was done about it.",
    )
    impact_assessment_at_end = models.TextField(
        blank=True, help_text="What the answers changed in it, before the decision."
    )
    safety_note = models.TextField(blank=True)
    no_feedback_reason = models.TextField(
        blank=True, help_text="Only if there will never be feedback: why not?"
    )
    paused_since = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="Set while nobody knows when it opens again."
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True, editable=False)
    archived_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    archived_revision = models.ForeignKey(
        "wagtailcore.Revision",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    kept_current = models.BooleanField(
        default=False, editable=False, help_text="Taken out of the archive by hand; not archived by itself."
    )

    content_panels = [*ClassifiedPage.content_panels, *panels()]
    search_fields = [*ClassifiedPage.search_fields, index.SearchField("description")]

    guide_section = "consultations"
    document_type = "consultation"
    card_schema = ConsultationCard
    document_schema = ConsultationDocument
    prefetch_for_document = [
        *ClassifiedPage.prefetch_for_document,
        "windows",
        "notices",
        "sessions__event",
        "feedback_updates",
    ]
    exclude_fields_in_copy = [*KeepsCourse.exclude_fields_in_copy, *KeepsArchiveFacts.exclude_fields_in_copy]

    def build_document(self, build: DocumentBuilder) -> ConsultationDocument:
        course = Course.of(self)
        check_windows(course.windows)
        reported = self.feedback_published_on is not None
        state = course.state(build.now, reported)
        window = windows.relevant(course.times, build.now)
        ways = self._ways_to_respond(build, state == "open")
        formats = self._alternative_formats()
        self._record(build, course, reported)
        return ConsultationDocument(
            **self.common_values(build),
            state=state,
            opens_at=window.starts_at,
            closes_at=window.closes_at,
            when=course.when(build.now, reported),
            closes=moment(window.closes_at),
            archived=self.archived_at is not None,
            feedback_published=reported,
            body=[build.text_block(self.content_id, self.description)],
            windows=[
                Window(opens_at=one.opens_at, closes_at=one.ends_at - windows.SECOND, note=one.note)
                for one in course.windows
            ],
            notices=[Notice(on=notice.on, text=notice.text) for notice in self.notices.all()],
            ways_to_respond=ways,
            how_to_respond=how_to_respond(self.title, window.closes_at, ways, formats) if ways else "",
            alternative_formats=formats,
            decision=Decision(what=self.decision_what, maker=self.decision_maker, day=self.decision_day),
            promised_feedback_on=self.promised_feedback_on,
            feedback=self._feedback(),
            response_counts=self._response_counts(),
            impact_assessment=self.impact_assessment,
            impact_assessment_at_end=self.impact_assessment_at_end,
            safety_note=self.safety_note,
            archive=Archive(archived_at=self.archived_at, sha256=self.archived_sha256)
            if self.archived_at
            else None,
        )

    def _record(self, build: DocumentBuilder, course: Course, reported: bool) -> None:
        build.periods = [
            Period(
                window.opens_at,
                window.ends_at,
                kind="window",
                status=WITHDRAWN if self.withdrawn_at else "",
                note=window.note,
                when=windows.between(window.opens_at, window.closes_at),
            )
            for window in course.windows
        ]
        build.changes_at(windows.next_change(course.times, build.now))
        build.archived_from = self.archived_at
        if self.withdrawn_at:
            build.status = WITHDRAWN
        elif course.is_paused_on:
            build.status = PAUSED
        else:
            build.status = REPORTED if reported else AWAITING

    def _ways_to_respond(self, build: DocumentBuilder, is_open: bool) -> WaysToRespond | None:
        events = build.related_all(session.event for session in self.sessions.all())
        if not is_open:
            return None
        return WaysToRespond(
            online=self.online_url or None,
            email=self.response_email or None,
            phone=self.response_phone or None,
            post=self.response_post or None,
            sessions=Sessions(offered=self.sessions_offered, events=events),
        )

    def _alternative_formats(self) -> AlternativeFormats:
        return AlternativeFormats(
            formats=[child.value["format"] for child in self.formats],
            available=[AvailableFormat(**child.value) for child in self.formats],
            ready_within_working_days=self.ready_within_working_days,
        )

    def _response_counts(self) -> ResponseCounts:
        return ResponseCounts(
            online=self.responses_online,
            paper=self.responses_paper,
            sessions=self.responses_sessions,
            email=self.responses_email,
            phone=self.responses_phone,
            elsewhere=self.responses_elsewhere,
        )

    def _feedback(self) -> Feedback | None:
        if self.feedback_published_on is None:
            return None
        return Feedback(
            published_on=self.feedback_published_on,
            we_asked=self.we_asked,
            you_said=[child.value for child in self.you_said],
            we_did=[Deed(**child.value) for child in self.we_did],
            updates=[Update(on=update.on, text=update.text) for update in self.feedback_updates.all()],
        )
