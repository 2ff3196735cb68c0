from typing import ClassVar

from django.db import models

from fairlead.kernel.access.ways import Way
from fairlead.kernel.retention.models import PersonalRecord


class StoredFile(PersonalRecord):
    """A file. Sealed: its name and the digest of its content."""

    record_class = "files"
    data_class = "file"
    case_ways = (Way("belongs_to", kind="case"),)
    coarse: ClassVar[tuple[str, ...]] = ("kept_as", "belongs_to", "media_type", "content")
    after_erasure = "fairlead.kernel.files.content.forget"

    kept_as = models.CharField(max_length=60, default="files")  # the class whose terms it follows
    belongs_to = models.CharField(max_length=100, blank=True)  # a reference: "case:0192…"
    media_type = models.CharField(max_length=100)
    size = models.BigIntegerField()
    content = models.CharField(max_length=64, unique=True)  # SHA-256 of the encrypted bytes

    class Meta(PersonalRecord.Meta):
        indexes = [models.Index(fields=["belongs_to"], name="files_belongs_to")]

    @property
    def retention_class(self) -> str:
        """A file of a case is kept as the case is."""
        return self.kept_as
