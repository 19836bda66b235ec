"""All models of the app, wherever they stand."""

from cms.background.models import Heartbeat, JobFault
from cms.checks.models import CheckOverride, PageFindings
from cms.content.models import (
    Checkpoint,
    ContentChange,
    ContentCounter,
    ContentDependency,
    ContentItem,
    ContentPeriod,
    ContentTag,
    ScheduleFault,
)
from cms.importing.models import ImportedListing
from cms.indicators import Indicator
from cms.links.models import Link, LinkHost, LinkPlace
from cms.media.consent.models import ImageWithdrawal
from cms.media.inspections import PdfInspection
from cms.media.models import HubDocument, HubImage, HubRendition
from cms.organisations import Organisation
from cms.previews.models import PreviewDraft
from cms.reminders.models import SentReminder
from cms.taxonomies import AgeRange, Area, Audience, InvolvementLevel, Theme

__all__ = [
    "AgeRange",
    "Area",
    "Audience",
    "CheckOverride",
    "Checkpoint",
    "ContentChange",
    "ContentCounter",
    "ContentDependency",
    "ContentItem",
    "ContentPeriod",
    "ContentTag",
    "Heartbeat",
    "HubDocument",
    "HubImage",
    "HubRendition",
    "ImageWithdrawal",
    "ImportedListing",
    "Indicator",
    "InvolvementLevel",
    "JobFault",
    "Link",
    "LinkHost",
    "LinkPlace",
    "Organisation",
    "PageFindings",
    "PdfInspection",
    "PreviewDraft",
    "ScheduleFault",
    "SentReminder",
    "Theme",
]
