"""What can be imported as practice examples."""

from cms.importing.registry import Importer
from practice.importing.case_studies import GOV_UK_CASE_STUDIES
from practice.importing.example_sheets import EXAMPLES

IMPORTERS: list[Importer] = [EXAMPLES, GOV_UK_CASE_STUDIES]
