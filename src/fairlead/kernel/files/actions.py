"""Storing files and looking into them."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import PurePath

from django.db import transaction
from django.utils.translation import gettext as _

from fairlead.core.errors import BadInput, Refused
from fairlead.core.ledger import Verb
from fairlead.core.mediatypes import DOCUMENTS
from fairlead.kernel.access.context import Context
from fairlead.kernel.access.decisions import require
from fairlead.kernel.audit import actions as audit
from fairlead.kernel.files import content, queries
from fairlead.kernel.files.models import StoredFile
from fairlead.kernel.people.models import Agency
from fairlead.kernel.retention.actions.opening import note_unsealed_look
from fairlead.kernel.retention.records import keep, unseal
from fairlead.kernel.retention.rules import may_open

MEBIBYTE = 1024 * 1024
LARGEST = 100 * MEBIBYTE
LONGEST_NAME = 200
UNFINISHED = timedelta(hours=24)  # no upload takes longer; what is older belongs to nobody


@dataclass(frozen=True, slots=True, kw_only=True)
class Belonging:
    """To which record a file belongs, and so by which terms and clock it is kept."""

    belongs_to: str = ""  # a reference: "case:0192…"
    kept_as: str = "files"
    clock_start: datetime | None = None
    collected_for: str = ""


ALONE = Belonging()


def store_file(
    *,
    context: Context,
    agency: Agency,
    stream: Iterable[bytes],
    name: str,
    belonging: Belonging = ALONE,
    allowed: frozenset[str] = DOCUMENTS,
    limit: int = LARGEST,
) -> StoredFile:
    """Encrypt and keep a file, in pieces; its type is read from its bytes and must be allowed."""
    require(context, Verb.COLLECT, StoredFile.data_class)
    file = StoredFile(agency=agency, **asdict(belonging))
    key = os.urandom(32)
    written = content.write(stream, place=file.place, key=key, allowed=allowed, limit=limit)
    file.content, file.size, file.media_type = written.content, written.size, written.media_type
    try:
        with transaction.atomic():
            keep(
                file,
                {"name": _plain_name(name), "digest": written.digest},
                context=context,
                find_by={"digest": [written.digest]},
                secrets={"content": key.hex()},
            )
            audit.record(
                act="files.file.stored",
                verb=Verb.COLLECT,
                authority=context.authority(),
                objects=[file.reference, *filter(None, [belonging.belongs_to])],
            )
    except BaseException:  # whatever it was, content without its record must not stay
        content.remove(written.content)
        raise
    return file


def read_file(
    *, context: Context, file: StoredFile, unmask: bool = False
) -> tuple[str, Iterator[bytes]]:
    """Return the name of a file and its content in pieces; one look, one entry.

    A file cannot be covered in part: who may see identities only covered must ask to see it.
    """
    with transaction.atomic():
        grant = may_open(context, file, unmask=unmask)
        if grant.covered:
            raise Refused(_("This file must be asked for."), reasons=("identity-covered",))
        if grant.unsealing is None:
            identity = unseal(file)
        else:
            identity = note_unsealed_look(context=context, record=file, unsealing=grant.unsealing)
        audit.record(
            act="files.file.read",
            verb=Verb.CONSULT,
            authority=context.authority(),
            objects=[file.reference],
            reason=context.reason,
        )
    key = bytes.fromhex(identity.secrets["content"])
    return str(identity.values["name"]), content.read(file.content, place=file.place, key=key)


def sweep_content(*, context: Context, older_than: timedelta = UNFINISHED) -> int:
    """Remove what no record speaks of: uploads that broke off. Nobody could read it."""
    seconds = older_than.total_seconds()
    swept = content.drop_drafts(seconds)
    for name in queries.without_record(content.stored(seconds)):
        content.remove(name)
        swept += 1
    if swept:
        with transaction.atomic():
            audit.record(
                act="files.content.swept",
                verb=Verb.OPERATE,
                authority=context.authority(),
            )
    return swept


def _plain_name(name: str) -> str:
    """Return the last part of a name, without what could be a path or break a header."""
    last = PurePath(name.replace("\\", "/")).name
    plain = "".join(letter for letter in last if letter.isprintable()).strip()
    if not plain or plain in {".", ".."}:
        raise BadInput(_("The file needs a name."), place="name")
    return plain[-LONGEST_NAME:]
