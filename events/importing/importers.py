"""What can be imported as events and consultations."""

from cms.importing.registry import Importer
from events.importing.calendar_events import CalendarImporter
from events.importing.consultation_sheets import CONSULTATIONS
from events.importing.event_sheets import EVENTS
from events.importing.gov_uk_consultations import GOV_UK_CONSULTATIONS

IMPORTERS: list[Importer] = [CalendarImporter(), EVENTS, CONSULTATIONS, GOV_UK_CONSULTATIONS]
