import json
import os
import secrets
from datetime import timedelta
from pathlib import Path

import django
from django.db import transaction

from fairlead.site.demonstration.people import ACCOUNTS, AGENCIES


def load(log_ins_file: Path) -> list[dict[str, str]]:
    """Fill an empty installation once, and return the log-ins that were made then."""
    django.setup()
    if not log_ins_file.exists():
        log_ins = _fill()
        descriptor = os.open(log_ins_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            json.dump(log_ins, stream, ensure_ascii=False, indent=1)
    stored: list[dict[str, str]] = json.loads(log_ins_file.read_text(encoding="utf-8"))
    return stored


@transaction.atomic
def _fill() -> list[dict[str, str]]:
    from fairlead.kernel.clock import now
    from fairlead.kernel.people.models import Account, Agency, RoleGrant

    agencies = {
        code: Agency.objects.create(code=code, name=name, state="UTO") for code, name in AGENCIES
    }
    log_ins = []
    for role, agency, name, language in ACCOUNTS:
        password = "-".join(secrets.token_hex(2) for _ in range(4))
        account = Account.objects.create_user(
            f"{role}@utopia.example",
            password,
            name=name,
            agency=agencies[agency],
            language=language,
        )
        RoleGrant.objects.create(account=account, role=role, ends_at=now() + timedelta(days=365))
        log_ins.append({"role": role, "email": account.email, "name": name, "password": password})
    return log_ins
