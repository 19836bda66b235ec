"""Links to other websites: everyone who edits may see and mend them."""

from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models

groups = import_module("cms.migrations.0010_counter_and_groups")


def let_groups_mend_links(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    for group in Group.objects.filter(name__in=[groups.EDITORS, groups.PUBLISHERS, groups.ADMINISTRATORS]):
        for action in ["view", "change"]:
            group.permissions.add(groups.permission(apps, "cms", "link", action, "link"))


class Migration(migrations.Migration):

    dependencies = [
        ('cms', '0013_preview_drafts'),
    ]

    operations = [
        migrations.CreateModel(
            name='Link',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.TextField()),
                ('address_hash', models.CharField(editable=False, max_length=64, unique=True)),
                ('host', models.CharField(db_index=True, max_length=255)),
                ('state', models.CharField(choices=[('broken', 'Broken'), ('inside', 'Not reachable from outside'), ('parked', 'For sale or parked'), ('not_found', 'Says “not found”'), ('moved', 'Moved'), ('failing', 'Failing, watched'), ('unclear', 'Look yourself'), ('waiting', 'Not checked yet'), ('right', 'Works')], default='waiting', max_length=20)),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='what was found')),
                ('new_address', models.TextField(blank=True, help_text='Where it has moved to for good.')),
                ('status', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='HTTP status')),
                ('hops', models.JSONField(blank=True, default=list, verbose_name='redirects')),
                ('title', models.CharField(blank=True, max_length=200, verbose_name='title of the page there')),
                ('seconds', models.FloatField(blank=True, null=True, verbose_name='seconds taken')),
                ('checked_at', models.DateTimeField(blank=True, null=True)),
                ('right_at', models.DateTimeField(blank=True, null=True, verbose_name='last found right')),
                ('failures', models.PositiveSmallIntegerField(default=0, verbose_name='failures in a row')),
                ('failing_since', models.DateTimeField(blank=True, null=True)),
                ('next_check_at', models.DateTimeField(blank=True, db_index=True, null=True)),
                ('ignored_until', models.DateTimeField(blank=True, null=True)),
                ('ignored_note', models.CharField(blank=True, max_length=300, verbose_name='why it is ignored')),
            ],
            options={
                'ordering': ['address'],
            },
        ),
        migrations.CreateModel(
            name='LinkHost',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('origin', models.CharField(help_text='Such as https://www.example.org.', max_length=300, unique=True)),
                ('host', models.CharField(db_index=True, max_length=255)),
                ('robots', models.TextField(blank=True)),
                ('robots_read_at', models.DateTimeField(blank=True, null=True)),
                ('asked_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='LinkPlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.TextField(help_text='As it is written there, with its fragment.')),
                ('part', models.CharField(help_text='The part of the document, such as `resources`.', max_length=80)),
                ('words', models.CharField(blank=True, max_length=200, verbose_name='words of the link')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='cms.contentitem')),
                ('link', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='places', to='cms.link')),
            ],
            options={
                'ordering': ['item', 'part', 'pk'],
            },
        ),
        migrations.RunPython(let_groups_mend_links, migrations.RunPython.noop),
    ]
