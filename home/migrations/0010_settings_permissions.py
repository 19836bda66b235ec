"""Let administrators change how the hub describes itself and its navigation."""

from django.db import migrations


def allow(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    administrators = apps.get_model("auth", "Group").objects.get(name="Administrators")
    for model, name in [("hubsettings", "about the hub"), ("navigation", "navigation")]:
        content_type, _ = ContentType.objects.get_or_create(app_label="home", model=model)
        permission, _ = Permission.objects.get_or_create(
            content_type=content_type, codename=f"change_{model}", defaults={"name": f"Can change {name}"}
        )
        administrators.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [("home", "0002_initial"), ("cms", "0010_counter_and_groups")]
    operations = [migrations.RunPython(allow, migrations.RunPython.noop)]
