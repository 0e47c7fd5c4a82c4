"""Quantities, sums, photos, acceptance, workshops and grants beside the works; works that are done get their day."""

import django.db.models.deletion
from django.db import migrations, models


def date_what_is_done(apps, schema_editor):
    """Give works that are done the day of that step, and all the district of their card."""
    work_model = apps.get_model("works", "Work")
    rows = work_model.objects.select_related("matter__territory").prefetch_related("steps")
    for work in rows.iterator(chunk_size=500):
        if work.stage in ("done", "accepted"):
            days = {step.stage: step.reached_on for step in work.steps.all()}
            work.done_on = days.get("done") or max(days.values())
            work.year = work.done_on.year
        place = work.matter.territory
        while place is not None and place.kind != "district":
            place = place.parent
        work.district = place.code if place is not None else ""
        work.save(update_fields=["done_on", "year", "district"])


class Migration(migrations.Migration):

    dependencies = [
        ('files', '0001_initial'),
        ('matters', '0002_search_index'),
        ('people', '0001_initial'),
        ('territory', '0001_initial'),
        ('works', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Concept',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('title', models.JSONField()),
                ('summary', models.JSONField()),
                ('authors', models.CharField(blank=True, max_length=200)),
                ('shape', models.JSONField(blank=True, null=True)),
                ('demo', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('document', 'Document'), ('photo', 'Photo'), ('link', 'Link')], max_length=8)),
                ('label', models.CharField(blank=True, max_length=150)),
                ('url', models.URLField(blank=True, max_length=500)),
            ],
            options={
                'verbose_name_plural': 'evidence',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item', models.CharField(max_length=16)),
                ('state', models.CharField(choices=[('fine', 'Fine'), ('defect', 'Defect'), ('unseen', 'Unseen')], max_length=6)),
                ('note', models.TextField(blank=True)),
                ('upload_token', models.CharField(blank=True, max_length=64)),
                ('settled_on', models.DateField(blank=True, null=True)),
                ('settled_note', models.CharField(blank=True, max_length=500)),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('state', 'defect'), _negated=True), models.Q(('note', ''), _negated=True), _connector='OR'), name='defect_has_words'),
                    models.CheckConstraint(condition=models.Q(('settled_on__isnull', True), models.Q(('settled_note', ''), _negated=True), _connector='OR'), name='settled_defect_says_how'),
                ],
            },
        ),
        migrations.CreateModel(
            name='GrantResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('jobs', models.PositiveSmallIntegerField()),
                ('jobs_youth', models.PositiveSmallIntegerField(default=0)),
                ('jobs_women', models.PositiveSmallIntegerField(default=0)),
                ('people', models.PositiveIntegerField(blank=True, null=True)),
                ('text', models.JSONField()),
                ('finished', models.BooleanField(default=False)),
                ('newest', models.BooleanField(default=True)),
                ('told_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['on'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('jobs_women__lte', models.F('jobs')), ('jobs_youth__lte', models.F('jobs'))), name='result_groups_within_all'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Inspection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Payment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('amount', models.PositiveBigIntegerField()),
                ('due_on', models.DateField()),
                ('purpose', models.CharField(blank=True, max_length=300)),
                ('state', models.CharField(choices=[('due', 'Due'), ('paid', 'Paid'), ('withheld', 'Withheld')], default='due', max_length=8)),
                ('settled_on', models.DateField(blank=True, null=True)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('elsewhere', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ['position'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='payment_has_sum'),
                    models.CheckConstraint(condition=models.Q(('state', 'due'), ('settled_on__isnull', False), _connector='OR'), name='payment_settled_has_day'),
                ],
            },
        ),
        migrations.CreateModel(
            name='PhotoPair',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('spot', models.JSONField(blank=True, default=dict)),
                ('state', models.CharField(choices=[('half', 'Half'), ('to_check', 'To Check'), ('confirmed', 'Confirmed'), ('not_confirmed', 'Not Confirmed')], default='half', max_length=14)),
                ('before_at', models.DateTimeField()),
                ('before_by_camera', models.BooleanField()),
                ('before_lon', models.FloatField(blank=True, null=True)),
                ('before_lat', models.FloatField(blank=True, null=True)),
                ('after_at', models.DateTimeField(blank=True, null=True)),
                ('after_by_camera', models.BooleanField(default=False)),
                ('after_lon', models.FloatField(blank=True, null=True)),
                ('after_lat', models.FloatField(blank=True, null=True)),
                ('distance', models.PositiveIntegerField(blank=True, null=True)),
                ('findings', models.JSONField(blank=True, default=list)),
                ('checked_as', models.JSONField(blank=True, default=dict)),
                ('checked_at', models.DateTimeField(blank=True, null=True)),
                ('check_note', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='Quantity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('pedestrian_street', 'Pedestrian Street'), ('cycle_path', 'Cycle Path'), ('aryk', 'Aryk'), ('pavement_area', 'Pavement Area'), ('green_area', 'Green Area'), ('playground', 'Playground'), ('tree', 'Tree'), ('lamp', 'Lamp'), ('bench', 'Bench')], max_length=20)),
                ('unit', models.CharField(choices=[('m', 'Metre'), ('m2', 'Square Metre'), ('piece', 'Piece')], max_length=5)),
                ('planned', models.PositiveBigIntegerField(blank=True, null=True)),
                ('done', models.PositiveBigIntegerField(blank=True, null=True)),
                ('built', models.BooleanField(default=False)),
                ('amount', models.PositiveBigIntegerField(default=0)),
                ('year', models.PositiveSmallIntegerField(default=0)),
                ('district', models.CharField(blank=True, max_length=120)),
            ],
            options={
                'verbose_name_plural': 'quantities',
                'ordering': ['pk'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ('pedestrian_street', 'cycle_path', 'aryk')), ('unit', 'm')), models.Q(('kind__in', ('pavement_area', 'green_area')), ('unit', 'm2')), models.Q(('kind__in', ('playground', 'tree', 'lamp', 'bench')), ('unit', 'piece')), _connector='OR'), name='quantity_unit_of_its_kind'),
                    models.CheckConstraint(condition=models.Q(('planned__isnull', False), ('done__isnull', False), _connector='OR'), name='quantity_says_something'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Total',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('pedestrian_street', 'Pedestrian Street'), ('cycle_path', 'Cycle Path'), ('aryk', 'Aryk'), ('pavement_area', 'Pavement Area'), ('green_area', 'Green Area'), ('playground', 'Playground'), ('tree', 'Tree'), ('lamp', 'Lamp'), ('bench', 'Bench')], max_length=20)),
                ('built', models.BooleanField()),
                ('year', models.PositiveSmallIntegerField()),
                ('district', models.CharField(max_length=120)),
                ('amount', models.BigIntegerField(default=0)),
                ('works', models.IntegerField(default=0)),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('kind', 'built', 'year', 'district'), name='total_once'),
                    models.CheckConstraint(condition=models.Q(('amount__gte', 0), ('works__gte', 0)), name='total_not_below_zero'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Workshop',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.JSONField()),
                ('summary', models.JSONField(blank=True, default=dict)),
                ('place', models.JSONField(blank=True, default=dict)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('participants', models.PositiveIntegerField(blank=True, null=True)),
                ('demo', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ['-starts_on', '-id'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='workshop_ends_after_start'),
                ],
            },
        ),
        migrations.AddField(
            model_name='work',
            name='about',
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name='work',
            name='contract_number',
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name='work',
            name='district',
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AddField(
            model_name='work',
            name='done_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='work',
            name='ends_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='work',
            name='form_token',
            field=models.CharField(blank=True, max_length=64, null=True, unique=True),
        ),
        migrations.AddField(
            model_name='work',
            name='shape',
            field=models.JSONField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='work',
            name='starts_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='work',
            name='year',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.RunPython(date_what_is_done, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='work',
            name='kind',
            field=models.CharField(choices=[('pedestrian', 'Pedestrian'), ('pavement', 'Pavement'), ('playground', 'Playground'), ('park', 'Park'), ('greening', 'Greening'), ('lighting', 'Lighting'), ('walls', 'Walls'), ('clearing', 'Clearing'), ('furniture', 'Furniture'), ('grant', 'Grant'), ('other', 'Other')], max_length=12),
        ),
        migrations.AddIndex(
            model_name='work',
            index=models.Index(fields=['kind', '-id'], name='work_kind'),
        ),
        migrations.AddIndex(
            model_name='work',
            index=models.Index(fields=['district', 'year', '-id'], name='work_district'),
        ),
        migrations.AddIndex(
            model_name='work',
            index=models.Index(fields=['year', '-id'], name='work_year'),
        ),
        migrations.AddConstraint(
            model_name='work',
            constraint=models.CheckConstraint(condition=models.Q(('starts_on__isnull', True), ('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='work_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='work',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('stage__in', ['done', 'accepted']), _negated=True), ('done_on__isnull', False), _connector='OR'), name='work_done_has_day'),
        ),
        migrations.AddField(
            model_name='concept',
            name='matter',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='concept', to='matters.matter'),
        ),
        migrations.AddField(
            model_name='concept',
            name='work',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='concept', to='works.work'),
        ),
        migrations.AddField(
            model_name='evidence',
            name='file',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='work_evidence', to='files.storedfile'),
        ),
        migrations.AddField(
            model_name='evidence',
            name='step',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='evidence', to='works.step'),
        ),
        migrations.AddField(
            model_name='finding',
            name='appeal',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='work_defect', to='matters.matter'),
        ),
        migrations.AddField(
            model_name='finding',
            name='photo',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='files.storedfile'),
        ),
        migrations.AddField(
            model_name='grantresult',
            name='work',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='results', to='works.work'),
        ),
        migrations.AddField(
            model_name='inspection',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person'),
        ),
        migrations.AddField(
            model_name='inspection',
            name='work',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='inspections', to='works.work'),
        ),
        migrations.AddField(
            model_name='finding',
            name='inspection',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='findings', to='works.inspection'),
        ),
        migrations.AddField(
            model_name='payment',
            name='work',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='payments', to='works.work'),
        ),
        migrations.AddField(
            model_name='photopair',
            name='added_by',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person'),
        ),
        migrations.AddField(
            model_name='photopair',
            name='after',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='pair_after', to='files.storedfile'),
        ),
        migrations.AddField(
            model_name='photopair',
            name='before',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='pair_before', to='files.storedfile'),
        ),
        migrations.AddField(
            model_name='photopair',
            name='checked_by',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person'),
        ),
        migrations.AddField(
            model_name='photopair',
            name='work',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pairs', to='works.work'),
        ),
        migrations.AddField(
            model_name='quantity',
            name='work',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='quantities', to='works.work'),
        ),
        migrations.AddField(
            model_name='workshop',
            name='body',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='workshops', to='territory.body'),
        ),
        migrations.AddField(
            model_name='workshop',
            name='matter',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='concept_workshop', to='matters.matter'),
        ),
        migrations.AddField(
            model_name='concept',
            name='workshop',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='concepts', to='works.workshop'),
        ),
        migrations.AddConstraint(
            model_name='evidence',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'link'), models.Q(('url', ''), _negated=True), ('file__isnull', True)), models.Q(models.Q(('kind', 'link'), _negated=True), ('url', ''), ('file__isnull', False)), _connector='OR'), name='evidence_is_file_or_link'),
        ),
        migrations.AddConstraint(
            model_name='grantresult',
            constraint=models.UniqueConstraint(fields=('work', 'on'), name='result_once_a_day'),
        ),
        migrations.AddConstraint(
            model_name='grantresult',
            constraint=models.UniqueConstraint(condition=models.Q(('newest', True)), fields=('work',), name='result_newest_once'),
        ),
        migrations.AddConstraint(
            model_name='inspection',
            constraint=models.UniqueConstraint(fields=('work', 'person'), name='inspection_once'),
        ),
        migrations.AddIndex(
            model_name='finding',
            index=models.Index(condition=models.Q(('settled_on__isnull', True), ('state', 'defect')), fields=['inspection'], name='finding_open'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.UniqueConstraint(fields=('inspection', 'item'), name='finding_once'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.UniqueConstraint(fields=('work', 'position'), name='payment_once'),
        ),
        migrations.AddConstraint(
            model_name='photopair',
            constraint=models.UniqueConstraint(fields=('work', 'number'), name='pair_once'),
        ),
        migrations.AddConstraint(
            model_name='photopair',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'confirmed'), _negated=True), models.Q(('after__isnull', False), ('checked_at__isnull', False), models.Q(('distance__isnull', True), ('distance__lte', 500), _connector='OR'), models.Q(('before_by_camera', False), ('after_by_camera', False), ('after_at__gte', models.F('before_at')), _connector='OR')), _connector='OR'), name='pair_confirmed_is_right'),
        ),
        migrations.AddIndex(
            model_name='quantity',
            index=models.Index(fields=['kind', 'built', 'year', 'district', '-work'], name='quantity_of_figure'),
        ),
        migrations.AddIndex(
            model_name='quantity',
            index=models.Index(fields=['kind', 'built', '-work'], name='quantity_of_kind'),
        ),
        migrations.AddConstraint(
            model_name='quantity',
            constraint=models.UniqueConstraint(fields=('work', 'kind'), name='quantity_once'),
        ),
        migrations.AddConstraint(
            model_name='concept',
            constraint=models.UniqueConstraint(fields=('workshop', 'number'), name='concept_once'),
        ),
    ]
