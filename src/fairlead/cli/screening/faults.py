"""What the machine may refuse while a command runs, as what a person or a script can act on.

====  =========================================================================
code  a screening command ends with it when
====  =========================================================================
0     all was done; records that could not be read were told and passed over
1     the command was called in a way that it does not know
2     it could not be done: a file, an index or an option; the code says which
130   it was interrupted (Ctrl-C); no half-written file stays
141   whoever read the output closed it (``| head``)
====  =========================================================================
"""

import os
import sys
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import typer

from fairlead.core.errors import BadInput

INTERRUPTED, CLOSED = 130, 141
_P = ParamSpec("_P")


def bearing(command: Callable[_P, None]) -> Callable[_P, None]:
    """Let a command end with a code, and never with a traceback, for what the machine refuses."""

    @wraps(command)
    def borne(*arguments: _P.args, **named: _P.kwargs) -> None:
        try:
            command(*arguments, **named)
        except BrokenPipeError:
            _close_output()
            raise typer.Exit(CLOSED) from None
        except KeyboardInterrupt:
            raise typer.Exit(INTERRUPTED) from None
        except OSError as error:
            place = str(error.filename or "standard output")
            raise BadInput(_words(error), code="file.refused", place=place) from error

    return borne


def _words(error: OSError) -> str:
    return error.strerror or str(error) or "The system refused."


def _close_output() -> None:
    """Leave nothing that Python would try to write to the closed pipe when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
