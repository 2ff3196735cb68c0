
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0003_favourites'),
        ('people', '0003_agency_names'),
        ('screening', '0002_walls'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='hit',
            index=models.Index(condition=models.Q(('decided_at__isnull', True)), fields=['agency', 'total', 'id'], name='screening_hit_points'),
        ),
        migrations.AddIndex(
            model_name='hit',
            index=models.Index(condition=models.Q(('decided_at__isnull', True)), fields=['agency', 'recorded_at', 'id'], name='screening_hit_age'),
        ),
    ]
