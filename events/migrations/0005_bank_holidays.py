"""Enter the bank holidays that come with the hub; those that are there already stay as they are."""

from django.db import migrations

from events.bank_holidays import shipped


def enter(apps, schema_editor):
    holidays = apps.get_model("events", "BankHoliday")._default_manager.using(schema_editor.connection.alias)
    for day, name in shipped().days.items():
        holidays.get_or_create(day=day, defaults={"name": name})


class Migration(migrations.Migration):
    dependencies = [("events", "0004_formats_with_a_day")]

    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
