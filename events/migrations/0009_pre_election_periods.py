"""Pre-election periods: editors read them; publishers and administrators keep them."""

from importlib import import_module

from django.db import migrations, models

groups = import_module("cms.migrations.0010_counter_and_groups")


def let_groups_keep_periods(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    for name in [groups.EDITORS, groups.PUBLISHERS, groups.ADMINISTRATORS]:
        actions = ["view"] if name == groups.EDITORS else ["view", "add", "change", "delete"]
        for group in Group.objects.filter(name=name):
            for action in actions:
                group.permissions.add(
                    groups.permission(apps, "events", "preelectionperiod", action, "preelectionperiod")
                )


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0008_plain_labels_of_events'),
        ('cms', '0010_counter_and_groups'),
    ]

    operations = [
        migrations.CreateModel(
            name='PreElectionPeriod',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='Such as “County council elections 2029”.', max_length=80, verbose_name='election')),
                ('first_day', models.DateField(help_text='The day of the notice of election, when the period begins.')),
                ('last_day', models.DateField(help_text='Polling day.')),
            ],
            options={
                'ordering': ['first_day'],
                'constraints': [models.CheckConstraint(condition=models.Q(('last_day__gte', models.F('first_day'))), name='pre_election_ends_after_start')],
            },
        ),
        migrations.RunPython(let_groups_keep_periods, migrations.RunPython.noop),
    ]
