"""What the process says about itself: one line of JSON per event, without personal values.

A line holds codes, numbers and identifiers. What is not on the list of keys below, or does not
look like a code, is written as the name of its type. Of an error, its type and the places it
passed are written, never its words: a database quotes the row that it refused. Of other
libraries' messages, the place in their code is written, which names the message without what
was filled into it.
"""

import logging
import logging.config
import re
import sys
import threading
from datetime import datetime
from pathlib import Path
from traceback import extract_tb
from types import TracebackType
from typing import Any
from uuid import UUID

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from fairlead.core.errors import FairleadError, Misconfigured, Unavailable

# Only what Fairlead itself puts there. A new key is added here, with a thought.
KEYS = frozenset(
    {
        *("timestamp", "level", "logger", "event", "request_id", "place", "error", "places"),
        *("method", "route", "status", "seconds", "limit"),
        *("job", "job_id", "outcome", "attempt", "again", "worker", "schedule", "schedules"),
        *("jobs", "count", "bytes", "part", "port", "signal", "process", "reason"),
    }
)
_CODE = re.compile(r"[A-Za-z0-9_.,:;/<>+-]{0,200}")
_EVENT = re.compile(r"[a-z]+(\.[a-z-]+)+")
# Errors whose words are about the installation, not about what came from outside.
_SPEAKING = (Misconfigured, Unavailable)
_CAUSES = 5
_SOURCE = str(Path(__file__).parent.parent.parent)


def dictionary(*, level: str, readable: bool) -> dict[str, Any]:
    """Return the configuration for ``logging``: everything goes through one formatter."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "fairlead": {"()": "fairlead.site.logs.formatter", "readable": readable},
        },
        "handlers": {
            "stderr": {"class": "logging.StreamHandler", "formatter": "fairlead"},
        },
        "root": {"level": level, "handlers": ["stderr"]},
        # Django would otherwise write to the console and by mail in its own way.
        "loggers": {
            **{
                name: {"handlers": [], "propagate": True, "level": level}
                for name in ("django", "django.server")
            },
            "_granian": {"handlers": [], "propagate": True, "level": "WARNING"},
            "granian.access": {"handlers": [], "propagate": False, "level": "CRITICAL"},
        },
    }


def configure(settings: dict[str, Any]) -> None:
    """Set up ``logging`` and structlog; named by Django's LOGGING_CONFIG."""
    logging.config.dictConfig(settings)
    logging.captureWarnings(capture=True)
    logging.raiseExceptions = False  # a record that cannot be formatted would be printed whole
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def formatter(*, readable: bool) -> logging.Formatter:
    """Make the one formatter; readable lines for a demonstration, JSON otherwise."""
    last: Processor = (
        structlog.dev.ConsoleRenderer(colors=False, pad_event_to=20)
        if readable
        else structlog.processors.JSONRenderer(sort_keys=True)
    )
    return structlog.stdlib.ProcessorFormatter(
        processors=[
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _explain,
            only_known,
            last,
        ],
        foreign_pre_chain=[structlog.contextvars.merge_contextvars],
        keep_exc_info=False,
        keep_stack_info=False,
        use_get_message=False,
    )


def _explain(_logger: WrappedLogger, _name: str, event: EventDict) -> EventDict:
    """Turn a record of another library, and any error, into places and types."""
    record: logging.LogRecord = event["_record"]
    if not event["_from_structlog"]:
        event["event"] = "log.foreign"
        event["place"] = f"{_short(record.pathname)}:{record.lineno}"
        event["status"] = getattr(record, "status_code", None)
    raised = event.get("exc_info")
    error = raised[1] if isinstance(raised, tuple) else sys.exc_info()[1] if raised else None
    if error is not None:
        event["error"], event["places"] = describe(error)
    return {key: value for key, value in event.items() if value is not None}


def only_known(_logger: WrappedLogger, _name: str, event: EventDict) -> EventDict:
    """Let known keys with harmless values through; of all else, the type."""
    known = {key: _harmless(value) for key, value in event.items() if key in KEYS}
    if not _EVENT.fullmatch(str(event.get("event"))):
        known["event"] = "log.unnamed"
    return known


def _harmless(value: object) -> object:
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, list | tuple):
        return [_harmless(item) for item in value]
    if isinstance(value, UUID | datetime):
        return str(value)
    if isinstance(value, str) and _CODE.fullmatch(value):
        return str(value)
    return f"<{type(value).__name__}>"


def describe(error: BaseException) -> tuple[str, list[str]]:
    """Name an error and its causes by type, and the places that the last one passed."""
    names: list[str] = []
    current: BaseException | None = error
    while current is not None and len(names) < _CAUSES:
        names.append(_name(current))
        current = current.__cause__ or current.__context__
    frames = extract_tb(error.__traceback__)
    return " < ".join(names).replace(" ", ""), [
        f"{_short(frame.filename)}:{frame.lineno}:{frame.name}" for frame in frames[-12:]
    ]


def _name(error: BaseException) -> str:
    kind = type(error)
    name = f"{kind.__module__}.{kind.__qualname__}".removeprefix("builtins.")
    return f"{name}:{error.code}" if isinstance(error, FairleadError) else name


def _short(path: str) -> str:
    path = path.removeprefix(_SOURCE).lstrip("/")
    return path.rsplit("site-packages/", 1)[-1]


def install_hooks() -> None:
    """Let what nobody caught be said in the same way, in every thread."""

    def say(_kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        log = structlog.get_logger("fairlead")
        log.critical("process.failed", exc_info=(type(error), error.with_traceback(trace), trace))
        if isinstance(error, _SPEAKING):
            sys.stderr.write(f"{error}\n")

    def say_in_thread(failed: threading.ExceptHookArgs) -> None:
        if failed.exc_value is not None:
            say(failed.exc_type, failed.exc_value, failed.exc_traceback)

    sys.excepthook = say
    threading.excepthook = say_in_thread
