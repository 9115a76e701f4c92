"""A step of the year is marked done, and may be told to residents."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds when a step was done, by which post, whether it is public, and when it changed."""

    dependencies = (("organisation", "0001_keel"), ("cycle", "0002_what_a_round_asks"))

    operations = (
        migrations.AddField(
            model_name="cycleevent",
            name="is_public",
            field=models.BooleanField(default=False, verbose_name="kerrotaan asukkaille"),
        ),
        migrations.AddField(
            model_name="cycleevent",
            name="done_on",
            field=models.DateField(null=True, verbose_name="tehty"),
        ),
        migrations.AddField(
            model_name="cycleevent",
            name="done_post",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.post",
                verbose_name="kuitannut virka",
            ),
        ),
        migrations.AddField(
            model_name="cycleevent",
            name="recorded_at",
            field=models.DateTimeField(null=True, verbose_name="lisätty"),
        ),
        migrations.AddField(
            model_name="cycleevent",
            name="changed_at",
            field=models.DateTimeField(null=True, verbose_name="muutettu"),
        ),
    )
