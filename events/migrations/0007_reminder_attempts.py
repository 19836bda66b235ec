from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("events", "0006_holiday_permissions")]

    operations = [
        migrations.AddField(
            model_name="sentreminder",
            name="attempted_at",
            field=models.DateTimeField(blank=True, help_text="When a worker last took it on.", null=True),
        ),
    ]
