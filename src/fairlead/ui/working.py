"""Work that goes on: a file that is being sent, a job that is being done."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from fairlead.core.registration import Label
from fairlead.kernel.jobs.queries import Progress


@dataclass(frozen=True, slots=True)
class Upload:
    """A form that sends files; ``accept`` says which, ``limit`` how large, in words."""

    url: str
    label: Label
    accept: Sequence[str] = ()
    limit: Label = ""
    name: str = "file"
    template = "ui/upload.html"

    @property
    def accepted(self) -> str:
        return ",".join(self.accept)


@dataclass(frozen=True, slots=True)
class LongJob:
    """A job that a page waits for; ``url`` answers with this component alone."""

    progress: Progress
    url: str
    done_url: str = ""
    done_label: Label = ""
    template = "ui/job.html"

    @property
    def id(self) -> uuid.UUID:
        return self.progress.id

    @property
    def goes_on(self) -> bool:
        return self.progress.outcome == "open"

    @property
    def is_done(self) -> bool:
        return self.progress.outcome == "done"
