import django.db.models.deletion
import fairlead.kernel.clock
from django.conf import settings
from django.db import migrations, models

from fairlead.kernel.access.walls import RowSecurity


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0002_walls'),
        ('people', '0003_agency_names'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Favourite',
            fields=[
                ('id', models.UUIDField(default=fairlead.kernel.clock.new_id, editable=False, primary_key=True, serialize=False)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.agency')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='cases.case')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'objects',
                'default_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('account', 'case'), name='cases_favourite_is_single')],
            },
        ),
        RowSecurity('cases_favourite', data_class='case'),
    ]
