"""Editors see the holidays that events leave out; publishers and administrators keep them."""

from importlib import import_module

from django.db import migrations

groups = import_module("cms.migrations.0010_counter_and_groups")


def let_groups_keep_holidays(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    for model in ["schoolholiday", "bankholiday"]:
        view = groups.permission(apps, "events", model, "view", model)
        for group in Group.objects.filter(name=groups.EDITORS):
            group.permissions.add(view)
        for group in Group.objects.filter(name__in=[groups.PUBLISHERS, groups.ADMINISTRATORS]):
            for action in ["view", "add", "change", "delete"]:
                group.permissions.add(groups.permission(apps, "events", model, action, model))


class Migration(migrations.Migration):
    dependencies = [("events", "0005_bank_holidays"), ("cms", "0010_counter_and_groups")]
    operations = [migrations.RunPython(let_groups_keep_holidays, migrations.RunPython.noop)]
