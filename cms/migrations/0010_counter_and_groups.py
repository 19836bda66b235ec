"""The counter of the change log, and who may do what: editors write, publishers publish, administrators all."""

from django.db import migrations

EDITORS, PUBLISHERS, ADMINISTRATORS = "FIS editors", "FIS publishers", "Administrators"
TERMS = ["audience", "theme", "area", "agerange", "involvementlevel", "organisation", "indicator"]


def permission(apps, app_label, model, action, name):
    """Return a permission; Django itself makes those that are missing only after all migrations."""
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=app_label, model=model
    )
    found, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type, codename=f"{action}_{name}", defaults={"name": f"Can {action} {name}"}
    )
    return found


def make_counter(apps, schema_editor):
    apps.get_model("cms", "ContentCounter").objects.get_or_create(pk=1)


def make_groups(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    Page = apps.get_model("wagtailcore", "Page")
    Collection = apps.get_model("wagtailcore", "Collection")
    page_permissions = apps.get_model("wagtailcore", "GroupPagePermission").objects
    collection_permissions = apps.get_model("wagtailcore", "GroupCollectionPermission").objects

    # Wagtail's own groups would stand beside ours and mean nearly the same.
    Group.objects.filter(name__in=["Editors", "Moderators"]).delete()
    root = Page.objects.get(depth=1)
    collection = Collection.objects.get(depth=1)
    pages = {
        EDITORS: ["add", "change"],
        PUBLISHERS: ["add", "change", "publish", "lock", "unlock"],
        ADMINISTRATORS: ["add", "change", "publish", "bulk_delete", "lock", "unlock"],
    }
    for name, actions in pages.items():
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.add(permission(apps, "wagtailadmin", "admin", "access", "admin"))
        for action in actions:
            page_permissions.get_or_create(
                group=group, page=root, permission=permission(apps, "wagtailcore", "page", action, "page")
            )
        for app_label, model in [("wagtailimages", "image"), ("wagtaildocs", "document")]:
            for action in ["add", "change", "choose"]:
                collection_permissions.get_or_create(
                    group=group, collection=collection, permission=permission(apps, app_label, model, action, model)
                )
        if name != EDITORS:
            for model in TERMS:
                for action in ["add", "change", "delete", "view"]:
                    group.permissions.add(permission(apps, "cms", model, action, model))
    administrators = Group.objects.get(name=ADMINISTRATORS)
    more = {
        ("users", "user"): ["add", "change", "delete"],
        ("auth", "group"): ["add", "change", "delete"],
        ("wagtailcore", "site"): ["change"],
        ("wagtailredirects", "redirect"): ["add", "change", "delete"],
        ("cms", "contentchange"): ["view"],
    }
    for (app_label, model), actions in more.items():
        for action in actions:
            administrators.permissions.add(permission(apps, app_label, model, action, model))


def make_workflow(apps, schema_editor):
    """Let what editors submit go to the publishers."""
    Group = apps.get_model("auth", "Group")
    ContentType = apps.get_model("contenttypes", "ContentType")
    Workflow = apps.get_model("wagtailcore", "Workflow")
    Task = apps.get_model("wagtailcore", "GroupApprovalTask")
    Page = apps.get_model("wagtailcore", "Page")

    Workflow.objects.all().delete()
    apps.get_model("wagtailcore", "Task").objects.all().delete()
    content_type, _ = ContentType.objects.get_or_create(app_label="wagtailcore", model="groupapprovaltask")
    task = Task.objects.create(name="A publisher checks it", content_type=content_type)
    task.groups.set(Group.objects.filter(name__in=[PUBLISHERS, ADMINISTRATORS]))
    workflow = Workflow.objects.create(name="Check before publishing")
    apps.get_model("wagtailcore", "WorkflowTask").objects.create(workflow=workflow, task=task, sort_order=0)
    apps.get_model("wagtailcore", "WorkflowPage").objects.create(
        workflow=workflow, page=Page.objects.get(depth=1)
    )


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0002_initial"),
        ("users", "0001_initial"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
    ]
    operations = [
        migrations.RunPython(make_counter, migrations.RunPython.noop),
        migrations.RunPython(make_groups, migrations.RunPython.noop),
        migrations.RunPython(make_workflow, migrations.RunPython.noop),
    ]
