import uuid

from django.db import migrations, models


def tell_apart(apps, schema_editor):
    """Each row that is there already gets an identity of its own."""
    entries = apps.get_model("competitions", "ScheduleEntry").objects.only("pk")
    for entry in entries.iterator():
        entry.identity = uuid.uuid4()
        entry.save(update_fields=["identity"])


class Migration(migrations.Migration):
    dependencies = [("competitions", "0002_initial")]

    operations = [
        migrations.AddField(
            "scheduleentry", "identity", models.UUIDField(editable=False, null=True, verbose_name="tożsamość")
        ),
        migrations.RunPython(tell_apart, migrations.RunPython.noop),
        migrations.AlterField(
            "scheduleentry",
            "identity",
            models.UUIDField(db_index=True, default=uuid.uuid4, editable=False, verbose_name="tożsamość"),
        ),
    ]
