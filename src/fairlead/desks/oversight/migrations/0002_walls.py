from django.db import migrations

from fairlead.kernel.access.walls import RowSecurity
from fairlead.kernel.cases.guards import Frozen


class Migration(migrations.Migration):
    """Who may see the rows; and what was announced and drawn, nobody changes."""

    dependencies = [("oversight", "0001_initial")]

    operations = [
        *(
            RowSecurity(f"oversight_{table}", data_class="finding")
            for table in ("sample", "drawn", "finding", "evenness")
        ),
        Frozen("oversight_sample", ("announcement", "first", "behind", "purposes", "size")),
        Frozen("oversight_drawn", ("sample_id", "place", "number", "entry")),
        Frozen("oversight_finding", ("drawn_id", "outcome", "actor", "recorded_at")),
    ]
