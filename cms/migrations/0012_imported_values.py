from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cms", "0011_period_words_and_imports")]

    operations = [
        migrations.AddField(
            model_name="importedlisting",
            name="values",
            field=models.JSONField(
                default=dict,
                help_text="What was imported last, by field: tells an editor's changes from the source's.",
            ),
        ),
    ]
