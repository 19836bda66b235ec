import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("standard", "0005_who_moderates_the_register")]

    operations = [
        # What it holds is a day old at most, and of another salt: it is not carried over.
        migrations.DeleteModel("ParentsTrace"),
        migrations.CreateModel(
            name="ParentsTrace",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("at", models.DateTimeField(db_index=True)),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parents_traces",
                        to="standard.assessment",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["assessment", "digest"], name="parents_trace")],
            },
        ),
        migrations.RemoveField("parentslink", "salt"),
    ]
