"""Reminders of promised feedback stand with those of other kinds: no reminder that went out is sent again."""

from django.db import migrations


def move(apps, schema_editor):
    ConsultationPage = apps.get_model("events", "ConsultationPage")
    ids = dict(ConsultationPage.objects.values_list("pk", "translation_key"))
    kept = apps.get_model("cms", "SentReminder").objects
    for old in apps.get_model("events", "SentReminder").objects.iterator(chunk_size=500):
        kept.get_or_create(
            key=f"feedback:{ids[old.page_id]}:{old.promised_on}:{old.due_on}",
            defaults={
                "kind": "feedback",
                "page_id": old.page_id,
                "due_on": old.due_on,
                "recipient": old.recipient,
                "message_id": old.message_id,
                "attempted_at": old.attempted_at,
                "sent_at": old.sent_at,
                "fault": old.fault,
            },
        )


class Migration(migrations.Migration):
    dependencies = [("cms", "0018_sent_reminders"), ("events", "0010_voices_with_a_preview")]
    operations = [
        migrations.RunPython(move, migrations.RunPython.noop),
        migrations.DeleteModel(name="SentReminder"),
    ]
