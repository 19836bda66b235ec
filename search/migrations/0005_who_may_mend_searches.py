"""Everybody who writes content may put it on top for a search."""

from django.db import migrations

GROUPS = ["FIS editors", "FIS publishers", "Administrators"]


def allow_best_bets(apps, schema_editor):
    """Django itself makes permissions that are missing only after all migrations."""
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="search", model="bestbet"
    )
    permissions = [
        apps.get_model("auth", "Permission").objects.get_or_create(
            content_type=content_type,
            codename=f"{action}_bestbet",
            defaults={"name": f"Can {action} best bet"},
        )[0]
        for action in ["add", "change", "delete", "view"]
    ]
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GROUPS):
        group.permissions.add(*permissions)


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0010_counter_and_groups"),
        ("search", "0004_best_bets_and_search_counts"),
    ]
    operations = [migrations.RunPython(allow_best_bets, migrations.RunPython.noop)]
