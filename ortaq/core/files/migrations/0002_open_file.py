from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('files', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='OpenFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('dataset', models.CharField(max_length=40)),
                ('ending', models.CharField(max_length=10)),
                ('stored', models.CharField(max_length=200)),
                ('rows', models.PositiveBigIntegerField()),
                ('size', models.PositiveBigIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('made_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['dataset', 'ending'],
                'constraints': [models.UniqueConstraint(fields=('dataset', 'ending'), name='open_file_once')],
            },
        ),
    ]
