"""What is put on a list, or asked about: a person, an organization, a vessel, as properties."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entity:
    """An entity in the words of FollowTheMoney: a schema, and texts by property."""

    id: str
    schema: str
    properties: Mapping[str, Sequence[str]]
    line: int = 0

    def spelled(self) -> str:
        """The one spelling of the content, whatever order it came in."""
        properties = {key: sorted(set(texts)) for key, texts in self.properties.items() if texts}
        return json.dumps([self.id, self.schema, properties], sort_keys=True, ensure_ascii=True)
