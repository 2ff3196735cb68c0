"""An entity of a list and a query, as lines of JSON; and where the evaluation data lie."""

import json
import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STRONG = ("name", "alias", "previousName")
NAMES = (*STRONG, "weakAlias")

Properties = dict[str, list[str]]


@dataclass
class Entity:
    id: str
    schema: str
    properties: Properties = field(default_factory=dict)

    def add(self, key: str, value: str | None) -> None:
        """Append a value once, with plain spaces; nothing for an empty one."""
        text = " ".join((value or "").split())
        values = self.properties.setdefault(key, [])
        if text and text not in values:
            values.append(text)
        if not values:
            del self.properties[key]

    def names(self, keys: Iterable[str] = STRONG) -> Iterator[str]:
        for key in keys:
            yield from self.properties.get(key, ())

    def as_json(self) -> dict[str, object]:
        return {"id": self.id, "schema": self.schema, "properties": self.properties}


@dataclass
class Query:
    """One question with its answer: ``expect`` names the entries that must be found."""

    qid: str
    group: str
    schema: str
    properties: Properties
    expect: list[str]

    @property
    def name(self) -> str:
        return self.properties["name"][0]

    def as_json(self) -> dict[str, object]:
        return {
            "qid": self.qid,
            "group": self.group,
            "schema": self.schema,
            "properties": self.properties,
            "expect": self.expect,
        }


def folded(text: str) -> str:
    """Return lower-case words without accents: the plainest sense of *the same name*."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", plain.lower()))


def same_key(text: str) -> str:
    """Return what two spellings share when only order, case and accents differ."""
    return " ".join(sorted(folded(text).split()))


def shared_data() -> Path:
    named = os.environ.get("FAIRLEAD_SHARED")
    places = [Path(named)] if named else [parent / "shared" for parent in ROOT.parents]
    for place in places:
        if (place / "data" / "SOURCES.md").exists():
            return place / "data"
    raise SystemExit("the evaluation data are not beside the checkout; set FAIRLEAD_SHARED")


def evaluation_folder() -> Path:
    named = os.environ.get("FAIRLEAD_EVALUATION")
    if named:
        return Path(named)
    return shared_data().parents[1] / "eval"


def peer_folder() -> Path:
    named = os.environ.get("FAIRLEAD_PEER")
    return Path(named) if named else shared_data().parents[1] / "peer"


def read_entities(path: Path) -> list[Entity]:
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [Entity(row["id"], row["schema"], row["properties"]) for row in rows]


def read_queries(path: Path) -> list[Query]:
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [
        Query(row["qid"], row["group"], row["schema"], row["properties"], row["expect"])
        for row in rows
    ]


def write_lines(path: Path, rows: Iterable[Entity | Query]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as out:
        for row in rows:
            out.write(json.dumps(row.as_json(), ensure_ascii=False) + "\n")
