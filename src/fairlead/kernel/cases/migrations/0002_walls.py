from django.db import migrations

from fairlead.kernel.access.walls import RowSecurity
from fairlead.kernel.cases.guards import Frozen

WALLS = {
    "case": ["case", "mention", "decision", "secondopinion", "visit"],
    "case-identity": [
        "subject",
        "involvement",
        "note",
        "task",
        "link",
        "timelineentry",
        "referral",
        "transfer",
        "delivery",
        "dissemination",
        "recipient",
        "exhibit",
        "custodystep",
        "revision",
    ],
    "redress": ["redress"],
}
SIGNED = ("created_by_id", "recorded_at")


class Migration(migrations.Migration):

    dependencies = [("cases", "0001_initial")]

    operations = [
        *(
            RowSecurity(f"cases_{table}", data_class=data_class)
            for data_class, tables in WALLS.items()
            for table in tables
        ),
        Frozen(
            "cases_decision",
            ("case_id", "question", "outcome", "reason", "shown_digest", *SIGNED),
        ),
        Frozen("cases_secondopinion", ("decision_id", "agrees", "reason", *SIGNED)),
        Frozen("cases_custodystep", ("exhibit_id", "step", *SIGNED)),
        Frozen("cases_revision", ("case_id", "subject_id", "number", "act", *SIGNED)),
    ]
