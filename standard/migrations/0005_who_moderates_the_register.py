"""Publishers and administrators moderate the register; editors see it."""

from django.db import migrations

DECIDE = ["FIS publishers", "Administrators"]
SEE = ["FIS editors", *DECIDE]
NAMES = {"application": "application to the register", "registerentry": "service on the register"}


def permission(apps, model, action):
    """Return a permission; Django itself makes those that are missing only after all migrations."""
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="standard", model=model
    )
    found, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type,
        codename=f"{action}_{model}",
        defaults={"name": f"Can {action} {NAMES[model]}"},
    )
    return found


def allow(apps, schema_editor):
    groups = apps.get_model("auth", "Group").objects
    for model in NAMES:
        for action, names in {"view": SEE, "change": DECIDE}.items():
            for group in groups.filter(name__in=names):
                group.permissions.add(permission(apps, model, action))


class Migration(migrations.Migration):
    dependencies = [
        ("standard", "0004_register"),
        ("cms", "0010_counter_and_groups"),
    ]
    operations = [migrations.RunPython(allow, migrations.RunPython.noop)]
