"""What a website needs around the content: how the hub names itself, a notice, and navigation."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.fields import StreamField


class NoticeLevel(models.TextChoices):
    INFORMATION = "information", "Information"
    IMPORTANT = "important", "Important"


@register_setting(icon="home", order=100)
class HubSettings(BaseGenericSetting):
    """How the hub describes itself on every page of the website."""

    description = models.TextField(
        blank=True,
        default="Where parents and carers have a say in services for children, and see what came of it.",
    )
    contact_email = models.EmailField("public e-mail address", blank=True)
    contact_phone = models.CharField("public phone number", max_length=30, blank=True)
    logo = models.ForeignKey(
        "cms.HubImage", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    notice_text = models.CharField(
        "notice",
        max_length=300,
        blank=True,
        help_text="One or two plain sentences, shown on every page of the website. Such as: “The offices are"
        " closed from midday on Tuesday 24 December. Call 999 in an emergency.”",
    )
    notice_level = models.CharField(
        max_length=20,
        choices=NoticeLevel.choices,
        default=NoticeLevel.INFORMATION,
        help_text="Important: what people must know before they do anything else.",
    )
    notice_from = models.DateTimeField(
        null=True, blank=True, help_text="It appears by itself then. Leave empty to show it at once."
    )
    notice_until = models.DateTimeField(
        null=True, blank=True, help_text="It goes away by itself then. Leave empty to take it away by hand."
    )

    panels = [
        FieldPanel("description"),
        MultiFieldPanel([FieldPanel("contact_email"), FieldPanel("contact_phone")], heading="Public contact"),
        FieldPanel("logo"),
        MultiFieldPanel(
            [
                FieldPanel("notice_text"),
                FieldPanel("notice_level"),
                FieldPanel("notice_from"),
                FieldPanel("notice_until"),
            ],
            heading="Notice",
        ),
    ]

    class Meta:
        verbose_name = "about the hub"

    def clean(self) -> None:
        super().clean()
        if self.notice_from and self.notice_until and self.notice_until <= self.notice_from:
            raise ValidationError(
                {"notice_until": "The notice would go away before it appears. Give a later time."}
            )

    def shows_notice(self, now: dt.datetime) -> bool:
        """Return whether the notice stands on the website at `now`."""
        begun = self.notice_from is None or self.notice_from <= now
        ended = self.notice_until is not None and self.notice_until <= now
        return bool(self.notice_text) and begun and not ended

    def next_change(self, now: dt.datetime) -> dt.datetime | None:
        """Return when the notice next appears or goes away by itself."""
        if not self.notice_text:
            return None
        return min((at for at in [self.notice_from, self.notice_until] if at and at > now), default=None)


class NavigationLinkBlock(blocks.StructBlock):
    """A page in the navigation; its title unless other words are given."""

    page = blocks.PageChooserBlock()
    title = blocks.CharBlock(required=False, max_length=60)

    class Meta:
        icon = "link"
        description = "A link to a page of the hub, under its title or another one."
        preview_value = {"page": None, "title": "Have your say"}


class NavigationGroupBlock(NavigationLinkBlock):
    """A page of the main navigation with those below it."""

    children = blocks.ListBlock(NavigationLinkBlock(), default=list)

    class Meta:
        description = "A link to a page of the hub, with those that stand below it in the menu."


class MainNavigationBlock(blocks.StreamBlock):
    """The main navigation."""

    link = NavigationGroupBlock()


class FooterNavigationBlock(blocks.StreamBlock):
    """The links at the foot of every page."""

    link = NavigationLinkBlock()


@register_setting(icon="bars", order=110)
class Navigation(BaseGenericSetting):
    """The main navigation and the links at the foot of every page."""

    main = StreamField(MainNavigationBlock(), blank=True)
    footer = StreamField(FooterNavigationBlock(), blank=True)

    panels: list[Any] = [FieldPanel("main"), FieldPanel("footer")]
