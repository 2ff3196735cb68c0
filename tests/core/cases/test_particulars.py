import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.cases.particulars import (
    FACTS,
    LONGEST,
    MOST,
    Fact,
    Identifier,
    IdentifierKind,
    Kind,
    Name,
    NameKind,
    Particulars,
    Source,
)
from fairlead.core.caveats import Tlp
from fairlead.core.errors import BadInput

AMAL = {
    "kind": "person",
    "names": [
        {"text": "Amal Utopia", "kind": "primary", "script": "Latn", "source": "own"},
        {"text": "أمل يوتوبيا", "kind": "transliteration", "script": "Arab", "source": "list"},
        {"text": "阿马尔", "kind": "alias", "script": "Hans"},
    ],
    "identifiers": [{"kind": "passport", "value": "UTO1234567", "issuer": "UTO", "source": "own"}],
    "facts": [{"key": "born", "value": "1978-05", "source": "own"}],
    "sources": [
        {"key": "own", "origin": "Register of passports of Utopia", "tlp": "TLP:GREEN"},
        {"key": "list", "origin": "A list", "reliability": "B", "credibility": "2"},
    ],
}
words = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=30).filter(
    lambda text: text.strip()
)


@st.composite
def particulars(draw: st.DrawFn) -> Particulars:
    kind = draw(st.sampled_from(list(Kind)))
    keys = draw(st.lists(words, max_size=3, unique=True))
    source = st.sampled_from(["", *keys])
    return Particulars(
        kind=kind,
        names=tuple(
            draw(
                st.lists(
                    st.builds(
                        Name,
                        text=words,
                        kind=st.sampled_from(list(NameKind)),
                        script=st.sampled_from(["", "Latn", "Arab", "Cyrl", "Hans"]),
                        source=source,
                    ),
                    max_size=4,
                )
            )
        ),
        identifiers=tuple(
            draw(
                st.lists(
                    st.builds(
                        Identifier,
                        kind=st.sampled_from(list(IdentifierKind)),
                        value=words,
                        issuer=words,
                        source=source,
                    ),
                    max_size=4,
                )
            )
        ),
        facts=tuple(
            draw(
                st.lists(
                    st.builds(
                        Fact, key=st.sampled_from(sorted(FACTS[kind])), value=words, source=source
                    ),
                    max_size=4,
                )
            )
        ),
        sources=tuple(
            Source(key, origin=draw(words), tlp=draw(st.sampled_from(list(Tlp)))) for key in keys
        ),
    )


@given(particulars())
def test_what_is_written_is_read_again(held: Particulars) -> None:
    assert Particulars.read(json.loads(json.dumps(held.write()))) == held


def test_names_in_four_scripts_and_their_sources_are_kept() -> None:
    held = Particulars.read(AMAL)

    assert [name.script for name in held.names] == ["Latn", "Arab", "Hans"]
    assert held.title == "Amal Utopia"
    assert held.tlp is Tlp.GREEN


def test_what_was_received_names_one_source_only() -> None:
    source = Source("sender", origin="PIU of Utopia", tlp=Tlp.RED, delivery="d1")

    held = Particulars.read(AMAL).from_source(source)

    assert {name.source for name in held.names} == {"sender"}
    assert held.sources == (source,)
    assert held.tlp is Tlp.RED
    assert "Register" not in json.dumps(held.write())


def _changed(**fields: Any) -> dict[str, Any]:
    return AMAL | fields


HOSTILE: list[tuple[str, dict[str, Any]]] = [
    ("kind", _changed(kind="ghost")),
    ("kind", _changed(kind="")),
    ("particulars", _changed(religion="any")),
    ("names", _changed(names="Amal")),
    ("names", _changed(names={"text": "Amal"})),
    ("names[0]", _changed(names=["Amal"])),
    ("names[0]", _changed(names=[{"text": "Amal", "tribe": "x"}])),
    ("names[0]", _changed(names=[{"kind": "primary"}])),
    ("names[0].text", _changed(names=[{"text": "  "}])),
    ("names[0].text", _changed(names=[{"text": 7}])),
    ("names[0].text", _changed(names=[{"text": "a\x00b"}])),
    ("names[0].text", _changed(names=[{"text": "x" * (LONGEST + 1)}])),
    ("names[0].kind", _changed(names=[{"text": "Amal", "kind": "nick"}])),
    ("names[0].script", _changed(names=[{"text": "Amal", "script": "latin"}])),
    ("names[0].source", _changed(names=[{"text": "Amal", "source": "nowhere"}])),
    ("names", _changed(names=[{"text": "Amal"}] * (MOST + 1))),
    ("identifiers[0].kind", _changed(identifiers=[{"kind": "tattoo", "value": "x"}])),
    ("identifiers[0].value", _changed(identifiers=[{"kind": "passport", "value": ""}])),
    ("facts[0].key", _changed(facts=[{"key": "religion", "value": "x"}])),
    ("facts[0].key", _changed(facts=[{"key": "flag", "value": "UTO"}])),
    ("sources", _changed(sources=[*AMAL["sources"], AMAL["sources"][0]])),
    (
        "sources[0].tlp",
        _changed(
            names=[], identifiers=[], facts=[], sources=[{"key": "a", "origin": "b", "tlp": "RED"}]
        ),
    ),
    (
        "sources[0].reliability",
        _changed(
            names=[],
            identifiers=[],
            facts=[],
            sources=[{"key": "a", "origin": "b", "reliability": "G"}],
        ),
    ),
]


@pytest.mark.parametrize(("place", "values"), HOSTILE)
def test_what_cannot_be_used_is_named_by_its_place(place: str, values: dict[str, Any]) -> None:
    with pytest.raises(BadInput) as caught:
        Particulars.read(values)

    assert caught.value.place == place


def test_there_is_no_place_for_sensitive_data() -> None:
    """Belief, health, union, origin and orientation have no key of any kind of subject."""
    every = {key for keys in FACTS.values() for key in keys}

    assert every.isdisjoint(
        {"religion", "belief", "health", "union", "ethnicity", "race", "orientation", "politics"}
    )
