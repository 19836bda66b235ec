"""Administrators see which background tasks fail."""

from django.db import migrations


def allow(apps, schema_editor):
    """Django itself makes permissions that are missing only after all migrations."""
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="cms", model="jobfault"
    )
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type, codename="view_jobfault", defaults={"name": "Can view job fault"}
    )
    apps.get_model("auth", "Group").objects.get(name="Administrators").permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [("cms", "0019_job_faults")]
    operations = [migrations.RunPython(allow, migrations.RunPython.noop)]
