"""Publishers and administrators keep the synonyms."""

from importlib import import_module

from django.db import migrations

groups = import_module("cms.migrations.0010_counter_and_groups")


def let_publishers_keep_synonyms(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    for group in Group.objects.filter(name__in=[groups.PUBLISHERS, groups.ADMINISTRATORS]):
        for action in ["view", "add", "change", "delete"]:
            group.permissions.add(groups.permission(apps, "search", "synonymrule", action, "synonymrule"))


class Migration(migrations.Migration):
    dependencies = [("search", "0006_synonym_rules"), ("cms", "0010_counter_and_groups")]
    operations = [migrations.RunPython(let_publishers_keep_synonyms, migrations.RunPython.noop)]
