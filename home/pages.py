"""The home page, information pages and the list of services."""

from __future__ import annotations

from typing import Literal

from django.core.validators import RegexValidator
from django.db import models
from modelcluster.fields import ParentalKey
from pydantic import Field
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from cms.blocks import BodyBlock
from cms.content import schemas
from cms.content.builder import DocumentBuilder
from cms.documents import BodyDocument
from cms.index_pages import IndexPage
from cms.pages import BasePage

TARGET = RegexValidator(
    r"^(/|https?://)\S*$", "Give a path of the site such as /events/ or a whole address such as https://..."
)
TARGET_HELP = "A path of the site such as /consultations/?state=open, or a whole address."
# Under which heading of the home page a featured item stands.
FEATURED_GROUPS = {
    "consultation": "consultations",
    "practice-example": "examples",
    "event": "events",
    "toolkit": "toolkits",
}


class Action(schemas.Value):
    """A button."""

    label: str
    target: str = Field(description="A path of the site or a whole address.")


class Hero(schemas.Value):
    """The first thing on the home page."""

    heading: str = Field(description="The first words of the home page.")
    lead: str = Field(description="The sentence below them.")
    primary_action: Action | None
    secondary_action: Action | None


class Panel(schemas.Value):
    """A way into one part of the site."""

    heading: str
    text: str
    action: Action


class HelpStrip(schemas.Value):
    """How to get all this another way."""

    heading: str = Field(description="Such as who helps people who are not sure what they look for.")
    text: str = Field(description="What they help with.")
    phone: str = Field(description="Empty where none is given.")
    email: str = Field(description="Empty where none is given.")


class Featured(schemas.Value):
    """Items that editors put forward."""

    consultations: list[schemas.Related]
    examples: list[schemas.Related]
    events: list[schemas.Related]
    toolkits: list[schemas.Related]


class HomeCard(schemas.Card):
    """The home page."""

    type: Literal["home"]


class HomeDocument(HomeCard, BodyDocument):
    """The home page."""

    hero: Hero
    panels: list[Panel]
    featured: Featured
    help_strip: HelpStrip


class PageCard(schemas.Card):
    """An information page."""

    type: Literal["page"]


class PageDocument(PageCard, BodyDocument):
    """An information page, such as the privacy notice."""


class PanelBlock(blocks.StructBlock):
    """A way into one part of the site."""

    heading = blocks.CharBlock(max_length=80)
    text = blocks.TextBlock(max_length=250)
    label = blocks.CharBlock(max_length=60)
    target = blocks.CharBlock(max_length=250, help_text=TARGET_HELP, validators=[TARGET])

    class Meta:
        icon = "link"
        description = "A way into one part of the site: a heading, a sentence and a button."
        preview_value = {
            "heading": "Have your say",
            "text": "See what is being decided.",
            "label": "Open consultations",
            "target": "/consultations/",
        }


class PanelsBlock(blocks.StreamBlock):
    """The panels of the home page."""

    panel = PanelBlock()


class HomePage(BasePage):
    """The top of the site."""

    parent_page_types = ["wagtailcore.Page"]
    max_count = 1

    hero_heading = models.CharField("heading", max_length=120)
    hero_lead = models.CharField("lead", max_length=300)
    primary_label = models.CharField("first button", max_length=60, blank=True)
    primary_target = models.CharField(max_length=250, blank=True, validators=[TARGET], help_text=TARGET_HELP)
    secondary_label = models.CharField("second button", max_length=60, blank=True)
    secondary_target = models.CharField(
        max_length=250, blank=True, validators=[TARGET], help_text=TARGET_HELP
    )
    panels = StreamField(PanelsBlock(), blank=True)
    body = StreamField(BodyBlock(), blank=True)
    help_heading = models.CharField("heading", max_length=120, blank=True)
    help_text = models.CharField("text", max_length=300, blank=True)
    help_phone = models.CharField("public phone number", max_length=30, blank=True)
    help_email = models.EmailField("public e-mail address", blank=True)

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel(
                    "hero_heading", help_text="The largest words on the page, such as “Have your say”."
                ),
                FieldPanel(
                    "hero_lead",
                    help_text="A sentence below them, such as “See what is being "
                    "decided, and tell us what you think.”",
                ),
                FieldPanel(
                    "primary_label", help_text="What its button says, such as “See open consultations”."
                ),
                FieldPanel("primary_target"),
                FieldPanel("secondary_label", help_text="What its button says, such as “Find an event”."),
                FieldPanel("secondary_target"),
            ],
            heading="First thing on the page",
        ),
        FieldPanel(
            "panels", heading="Ways in", help_text="One for each part of the site, such as “Events near you”."
        ),
        InlinePanel(
            "featured_pages",
            label="Featured item",
            help_text="What is put forward for now, such as a consultation that ends soon.",
        ),
        FieldPanel(
            "body",
            help_text="What stands below, such as a heading and a text. Leave it "
            "empty where the ways in say it all.",
        ),
        MultiFieldPanel(
            [
                FieldPanel("help_heading", help_text="Such as “Need a hand?”"),
                FieldPanel(
                    "help_text", help_text="Such as “The Family Information Service answers every weekday.”"
                ),
                FieldPanel("help_phone", help_text="Such as 0116 496 0001, with the area code."),
                FieldPanel(
                    "help_email", help_text="The team's, such as families@example.org. Never one person's."
                ),
            ],
            heading="Help strip",
        ),
    ]

    document_type = "home"
    card_schema = HomeCard
    document_schema = HomeDocument
    prefetch_for_document = [*BasePage.prefetch_for_document, "featured_pages__featured"]

    def build_document(self, build: DocumentBuilder) -> HomeDocument:
        return HomeDocument(
            **self.common_values(build),
            hero=Hero(
                heading=self.hero_heading or self.title,
                lead=self.hero_lead or self.summary,
                primary_action=action(self.primary_label, self.primary_target),
                secondary_action=action(self.secondary_label, self.secondary_target),
            ),
            panels=[
                Panel(
                    heading=panel.value["heading"],
                    text=panel.value["text"],
                    action=Action(label=panel.value["label"], target=panel.value["target"]),
                )
                for panel in self.panels
            ],
            featured=self._featured(build),
            body=build.blocks(self.body),
            help_strip=HelpStrip(
                heading=self.help_heading, text=self.help_text, phone=self.help_phone, email=self.help_email
            ),
        )

    def _featured(self, build: DocumentBuilder) -> Featured:
        groups: dict[str, list[schemas.Related]] = {group: [] for group in FEATURED_GROUPS.values()}
        for related in build.related_all(link.featured for link in self.featured_pages.all()):
            if related.type in FEATURED_GROUPS:
                groups[FEATURED_GROUPS[related.type]].append(related)
        return Featured(**groups)


def action(label: str, target: str) -> Action | None:
    """Return a button, if an editor gave it words and somewhere to go."""
    return Action(label=label, target=target) if label and target else None


class FeaturedPage(Orderable):
    """An item that the home page puts forward."""

    page = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="featured_pages")
    featured = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")

    panels = [PageChooserPanel("featured")]

    class Meta(Orderable.Meta):
        pass


class InformationPage(BasePage):
    """A page about the hub itself: who runs it, privacy, accessibility, help."""

    parent_page_types = ["home.HomePage", "home.InformationPage"]
    subpage_types = ["home.InformationPage"]

    body = StreamField(BodyBlock(), blank=True)

    content_panels = [
        *BasePage.content_panels,
        FieldPanel(
            "body",
            help_text="The page itself, piece by piece, such as a heading, a text and a list of steps.",
        ),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    document_type = "page"
    card_schema = PageCard
    document_schema = PageDocument

    def build_document(self, build: DocumentBuilder) -> PageDocument:
        return PageDocument(**self.common_values(build), body=build.blocks(self.body))


class ServicesIndexPage(IndexPage):
    """Lists the organisations; each stands below it at its own address."""

    parent_page_types = ["home.HomePage"]
    subpage_types: list[str] = []
    max_count = 1
    content_query = "/api/v1/content?type=organisation"
