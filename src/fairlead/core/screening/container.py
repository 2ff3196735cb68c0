"""Arrays and texts in one file that is mapped into memory, not read.

    line 1   the magic word and the number of bytes of the header
    header   JSON: what the file is, and for each array its type, shape and place
    arrays   each at a multiple of 64 bytes

A file is written beside its place and moved there when it is whole, so a reader sees the old one
or the new one. The header is covered by its digest and gives the digest of the rest. Both are
compared whenever a file is opened: numbers that were damaged would be followed as addresses.
"""

import hashlib
import json
import mmap
import os
import re
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from fairlead.core.errors import BadInput

MAGIC = b"fairlead-arrays 1 "
_ALIGN = 64
_FIRST_LINE = 96
_FIRST = re.compile(MAGIC + rb"(\d{12}) ([0-9a-f]{64}) *\n", re.ASCII)

Arrays = Mapping[str, NDArray[Any]]


def write(path: Path, meta: Mapping[str, object], arrays: Arrays) -> None:
    """Write a file whole, or not at all."""
    layout: dict[str, list[object]] = {}
    body = hashlib.sha256()
    pieces: list[bytes] = []
    offset = 0
    for name, array in sorted(arrays.items()):
        raw = np.ascontiguousarray(array).tobytes()
        raw += b"\0" * (-len(raw) % _ALIGN)
        layout[name] = [array.dtype.str, list(array.shape), offset]
        body.update(raw)
        pieces.append(raw)
        offset += len(raw)
    content = {"meta": dict(meta), "arrays": layout, "size": offset, "body": body.hexdigest()}
    header = json.dumps(content, sort_keys=True).encode()
    header += b" " * (-(_FIRST_LINE + len(header)) % _ALIGN)
    first = MAGIC + f"{len(header):012} {hashlib.sha256(header).hexdigest()}".encode()
    _put(path, [first.ljust(_FIRST_LINE - 1) + b"\n", header, *pieces])


def _put(path: Path, pieces: list[bytes]) -> None:
    beside = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}")
    try:
        with beside.open("wb") as stream:
            stream.writelines(pieces)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def read(path: Path) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    """Map a file: what it is, and its arrays, which cannot be changed."""
    with path.open("rb") as stream:
        content, start = _header(stream, path)
        if os.fstat(stream.fileno()).st_size != start + content["size"]:
            raise _damaged(path, "cut-short")
        mapped = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
    with memoryview(mapped) as whole, whole[start:] as body:
        if hashlib.sha256(body).hexdigest() != content["body"]:
            raise _damaged(path, "body-damaged")
    arrays = {
        name: _view(mapped, kind, shape, start + offset)
        for name, (kind, shape, offset) in content["arrays"].items()
    }
    return content["meta"], arrays


def _header(stream: BinaryIO, path: Path) -> tuple[dict[str, Any], int]:
    """Return the header, compared with its digest, and where the arrays begin."""
    found = _FIRST.fullmatch(stream.read(_FIRST_LINE))
    if not found:
        raise _damaged(path, "not-an-index")
    header = stream.read(int(found[1]))
    if hashlib.sha256(header).hexdigest().encode() != found[2]:
        raise _damaged(path, "header-damaged")
    return json.loads(header), _FIRST_LINE + len(header)


def _view(mapped: mmap.mmap, kind: str, shape: list[int], offset: int) -> NDArray[Any]:
    count = int(np.prod(shape, dtype=np.int64))
    return np.frombuffer(mapped, np.dtype(kind), count, offset).reshape(shape)


def texts_to_array(texts: list[str]) -> NDArray[np.uint8]:
    """Texts as bytes: any text at all, surrogates and control characters included."""
    return np.frombuffer(json.dumps(texts).encode(), np.uint8)


def array_to_texts(array: NDArray[np.uint8]) -> list[str]:
    """Return the texts again."""
    texts: list[str] = json.loads(array.tobytes())
    return texts


def _damaged(path: Path, why: str) -> BadInput:
    return BadInput(
        f"{path.name} cannot be used as an index.", code=f"index.{why}", place=str(path)
    )
