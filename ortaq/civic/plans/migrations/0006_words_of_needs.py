import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plans", "0005_who_counts_at_a_meeting")]

    operations = [
        migrations.CreateModel(
            name="NeedWords",
            fields=[
                (
                    "need",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="words",
                        serialize=False,
                        to="plans.need",
                    ),
                ),
                ("stems", models.TextField()),
            ],
        ),
    ]
