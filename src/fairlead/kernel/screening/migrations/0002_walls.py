from django.db import migrations

from fairlead.kernel.access.walls import RowSecurity
from fairlead.kernel.cases.guards import Frozen

WALLS = {
    "hit": ["attention", "batch", "judgement", "standing", "remark"],
    "hit-identity": ["hit"],
}
SIGNED = ("created_by_id", "recorded_at")


class Migration(migrations.Migration):

    dependencies = [("screening", "0001_initial")]

    operations = [
        *(
            RowSecurity(f"screening_{table}", data_class=data_class)
            for data_class, tables in WALLS.items()
            for table in tables
        ),
        Frozen(
            "screening_judgement",
            ("hit_id", "outcome", "reason", "shown_digest", "keeps_until", "was_status", *SIGNED),
        ),
        Frozen("screening_remark", ("hit_id", "kind", "reason", *SIGNED)),
    ]
