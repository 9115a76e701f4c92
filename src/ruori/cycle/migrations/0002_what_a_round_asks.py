"""A round asks its own questions, and may be a copy of the one before it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds the questions and the round before; a round without questions asks the customary."""

    dependencies = (("cycle", "0001_keel"),)

    operations = (
        migrations.AddField(
            model_name="round",
            name="copied_from",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="next_round",
                to="cycle.round",
                verbose_name="edellinen kierros",
            ),
        ),
        migrations.AddField(
            model_name="round",
            name="questions",
            field=models.JSONField(default=dict, verbose_name="kysymykset"),
        ),
    )
