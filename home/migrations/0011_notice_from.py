"""The notice can be written before it appears."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('home', '0010_settings_permissions'),
    ]

    operations = [
        migrations.AddField(
            model_name='hubsettings',
            name='notice_from',
            field=models.DateTimeField(blank=True, help_text='It appears by itself then. Leave empty to show it at once.', null=True),
        ),
        migrations.AlterField(
            model_name='hubsettings',
            name='notice_level',
            field=models.CharField(choices=[('information', 'Information'), ('important', 'Important')], default='information', help_text='Important: what people must know before they do anything else.', max_length=20),
        ),
        migrations.AlterField(
            model_name='hubsettings',
            name='notice_text',
            field=models.CharField(blank=True, help_text='One or two plain sentences, shown on every page of the website. Such as: “The offices are closed from midday on Tuesday 24 December. Call 999 in an emergency.”', max_length=300, verbose_name='notice'),
        ),
        migrations.AlterField(
            model_name='hubsettings',
            name='notice_until',
            field=models.DateTimeField(blank=True, help_text='It goes away by itself then. Leave empty to take it away by hand.', null=True),
        ),
    ]
