from django.db import migrations


def let_administrators_see_faults(apps, schema_editor):
    """Give the permission, which Django itself would make only after all migrations."""
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="search", model="searchfault"
    )
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type,
        codename="view_searchfault",
        defaults={"name": "Can view item that search can not find"},
    )
    group = apps.get_model("auth", "Group").objects.filter(name="Administrators").first()
    if group:
        group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0001_initial"),
        ("cms", "0010_counter_and_groups"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(let_administrators_see_faults, migrations.RunPython.noop)]
