"""Everybody who writes content sees which pictures were taken back."""

from django.db import migrations

GROUPS = ["FIS editors", "FIS publishers", "Administrators"]


def allow(apps, schema_editor):
    """Django itself makes permissions that are missing only after all migrations."""
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="cms", model="imagewithdrawal"
    )
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type,
        codename="view_imagewithdrawal",
        defaults={"name": "Can view picture that was taken back"},
    )
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GROUPS):
        group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [("cms", "0021_images_of_people")]
    operations = [migrations.RunPython(allow, migrations.RunPython.noop)]
