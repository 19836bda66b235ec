"""A format was its name alone; now it also has the day from which it can be had."""

from django.db import migrations
from wagtail.blocks.migrations.migrate_operation import MigrateStreamData
from wagtail.blocks.migrations.operations import BaseBlockOperation


class NameToFormatWithDay(BaseBlockOperation):
    def apply(self, block_value):
        if isinstance(block_value, dict):
            return block_value
        return {"format": block_value, "available_on": None}

    @property
    def operation_name_fragment(self):
        return "name_to_format_with_day"


class Migration(migrations.Migration):
    dependencies = [("events", "0003_dates_and_records")]

    operations = [
        MigrateStreamData(
            app_name="events",
            model_name="ConsultationPage",
            field_name="formats",
            operations_and_block_paths=[(NameToFormatWithDay(), "format")],
        )
    ]
