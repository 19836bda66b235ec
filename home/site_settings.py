"""What a website needs around the content: how the hub names itself, a notice, and navigation."""

from __future__ import annotations

from typing import Any

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
        "notice", max_length=300, blank=True, help_text="Shown on every page of the website while it is set."
    )
    notice_level = models.CharField(
        max_length=20, choices=NoticeLevel.choices, default=NoticeLevel.INFORMATION
    )
    notice_until = models.DateTimeField(null=True, blank=True, help_text="It goes away by itself then.")

    panels = [
        FieldPanel("description"),
        MultiFieldPanel([FieldPanel("contact_email"), FieldPanel("contact_phone")], heading="Public contact"),
        FieldPanel("logo"),
        MultiFieldPanel(
            [FieldPanel("notice_text"), FieldPanel("notice_level"), FieldPanel("notice_until")],
            heading="Notice",
        ),
    ]

    class Meta:
        verbose_name = "about the hub"


class NavigationLinkBlock(blocks.StructBlock):
    """A page in the navigation; its title unless other words are given."""

    page = blocks.PageChooserBlock()
    title = blocks.CharBlock(required=False, max_length=60)

    class Meta:
        icon = "link"


class NavigationGroupBlock(NavigationLinkBlock):
    """A page of the main navigation with those below it."""

    children = blocks.ListBlock(NavigationLinkBlock(), default=list)


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
