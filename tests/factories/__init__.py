"""One factory for each kind of page, word, image, file and account.

A page is published, below an index page that is made on first use, unless `live=False` leaves it a draft.
"""

from tests.factories.accounts import UserFactory
from tests.factories.assessments import AssessmentFactory
from tests.factories.events import (
    ArchiveIndexFactory,
    ConsultationFactory,
    ConsultationIndexFactory,
    EventFactory,
    EventIndexFactory,
    SchoolHolidayFactory,
    consultation_windows,
)
from tests.factories.home import HomeFactory, InformationFactory, ServicesIndexFactory
from tests.factories.media import DocumentFactory, ImageFactory
from tests.factories.practice import (
    PracticeExampleFactory,
    PracticeIndexFactory,
    ToolkitFactory,
    ToolkitIndexFactory,
)
from tests.factories.search import SynonymRuleFactory
from tests.factories.standard import DimensionFactory, StandardIndexFactory
from tests.factories.words import (
    AgeRangeFactory,
    AreaFactory,
    AudienceFactory,
    IndicatorFactory,
    InvolvementLevelFactory,
    OrganisationFactory,
    ThemeFactory,
)

__all__ = [
    "AgeRangeFactory",
    "ArchiveIndexFactory",
    "AreaFactory",
    "AssessmentFactory",
    "AudienceFactory",
    "ConsultationFactory",
    "ConsultationIndexFactory",
    "DimensionFactory",
    "DocumentFactory",
    "EventFactory",
    "EventIndexFactory",
    "HomeFactory",
    "ImageFactory",
    "IndicatorFactory",
    "InformationFactory",
    "InvolvementLevelFactory",
    "OrganisationFactory",
    "PracticeExampleFactory",
    "PracticeIndexFactory",
    "SchoolHolidayFactory",
    "ServicesIndexFactory",
    "StandardIndexFactory",
    "SynonymRuleFactory",
    "ThemeFactory",
    "ToolkitFactory",
    "ToolkitIndexFactory",
    "UserFactory",
    "consultation_windows",
]
