"""Lists as carriers, ships and States write them: nobody is lost, and every deviation is named.

No list here was sent by anybody: each is built from what public guides say, with invented people.
"""

import pytest

from fairlead.core.travel import Kind, Leg, Push
from tests.core.formats.specimens import codes, push

FLIGHT = "TDT+20+ZZ123+++ZZ'LOC+125+UTA'DTM+189:3006010900:201'LOC+87+UTB'DTM+232:3006011430:201'"
NATURAL = {"paxlst.document-missing", "paxlst.incomplete", "paxlst.leg-incomplete"}


def listed(body: str, version: str = "D:15B") -> Push:
    count = body.count("'") - body.count("?'") + 2
    head = f"UNB+UNOW:4+ZZ+UTOAPI+300601:0900+77'UNH+1+PAXLST:{version}:UN:IATA'"
    return push(f"{head}{body}UNT+{count}+1'UNZ+1+77'".encode())


def told(found: Push) -> list[str]:
    """Return what is against the standard; that a short list says little is not."""
    return [code for code in codes(found.problems) if code not in NATURAL]


def legs(found: Push) -> list[tuple[str, str, str, str]]:
    assert found.movement is not None
    return [_times(leg) for leg in found.movement.legs]


def _times(leg: Leg) -> tuple[str, str, str, str]:
    return leg.origin, leg.departs[-5:], leg.destination, leg.arrives[-5:]


@pytest.mark.parametrize(
    ("written", "carrier", "number", "deviation"),
    [
        ("TDT+20+ZZ117+++ZZ", "ZZ", "117", ""),
        ("TDT+20+117+++ZZ", "ZZ", "117", ""),
        ("TDT+20+117+40++ZZ:172:3", "ZZ", "117", ""),
        ("TDT+20+ZZ0117", "ZZ", "0117", "paxlst.carrier-inferred"),
        ("TDT+20+ZZZ0117", "ZZZ", "0117", "paxlst.carrier-inferred"),
        ("TDT+20+ZZ 0117A+++ZZ", "ZZ", "0117A", ""),
        ("TDT+20+ZZ-117+++ZZ", "ZZ", "117", ""),
        ("TDT+20+ZZ/117", "ZZ", "117", "paxlst.carrier-inferred"),
        ("TDT+20++++ZZ117", "ZZ", "117", "paxlst.value-place"),
        ("TDT+20+ZZ:117+++ZZ", "ZZ", "117", "paxlst.value-place"),
    ],
)
def test_a_flight_is_named_in_many_ways(
    written: str, carrier: str, number: str, deviation: str
) -> None:
    found = listed(f"BGM+745'{written}'LOC+125+UTA'LOC+87+UTB'NAD+FL+++DOE:ANN'")
    assert found.movement is not None
    assert (found.movement.carrier, found.movement.number) == (carrier, number)
    assert told(found) == ([deviation] if deviation else [])


@pytest.mark.parametrize(
    "dtm",
    [
        *("3006010900:201", "203006010900:203", "20300601090000:204", "300601090000:202"),
        *("20300601090000UTC:304", "203006010900UTC:303", "300601090000UTC:302"),
        *("203006010900+0100:205", "20300601090000+0100:208", "3006010900UTC:301"),
    ],
)
def test_moments_in_every_layout(dtm: str) -> None:
    found = listed(f"BGM+745'TDT+20+ZZ1+++ZZ'LOC+125+UTA'DTM+189:{dtm}'LOC+87+UTB'")
    assert found.movement is not None
    assert found.movement.legs[0].departs == "2030-06-01T09:00"
    assert told(found) == []


@pytest.mark.parametrize("dtm", ["720907", "720907:101", "19720907:102", "07SEP72", "07SEP1972"])
def test_births_in_every_layout(dtm: str) -> None:
    found = listed(f"BGM+745'{FLIGHT}NAD+FL+++DOE:ANN'DTM+329:{dtm}'")
    assert found.persons[0].birth_date == "1972-09-07"


def test_several_flights_before_the_persons_and_between_them() -> None:
    second = (
        "TDT+20+ZZ200+++ZZ'LOC+125+UTB'DTM+189:3006011600:201'LOC+87+UTC'DTM+232:3006011800:201'"
    )
    person, other = "NAD+FL+++DOE:ANN'ATT+2++F'", "NAD+DDU+++ROE:BOB'ATT+2++M'"
    whole = [("UTA", "09:00", "UTB", "14:30"), ("UTB", "16:00", "UTC", "18:00")]
    for body in (FLIGHT + second + person + other, FLIGHT + person + second + other):
        found = listed(f"BGM+745'{body}CNT+42:2'")
        assert legs(found) == whole
        assert [one.surname for one in found.persons] == ["DOE", "ROE"]
        assert [one.kind for one in found.persons] == [Kind.PASSENGER, Kind.TRANSIT_PASSENGER]
        assert told(found) == []


def test_where_the_directory_lets_a_journey_stand_with_a_person_it_stays_there() -> None:
    found = listed(f"BGM+745'{FLIGHT}NAD+FL+++DOE:ANN'TDT+30+ZZ200'NAD+FL+++ROE:BOB'", "D:23A")
    assert [kept.tag for kept in found.persons[0].kept] == ["TDT"]
    assert len(legs(found)) == 1


def test_a_flight_told_one_place_at_a_time_is_one_flight() -> None:
    places = (
        *("LOC+92+UTA'DTM+189:3006010700:201'", "LOC+92+UTB'DTM+232:3006010830:201'"),
        *("LOC+125+UTB'DTM+189:3006010900:201'", "LOC+87+UTC'DTM+232:3006011100:201'"),
        "LOC+92+UTD'DTM+232:3006011400:201'",
    )
    body = "".join(f"TDT+20+ZZ123+++ZZ'{place}" for place in places)
    assert legs(listed(f"BGM+745'{body}NAD+FL+++DOE:ANN'")) == [
        ("UTA", "07:00", "UTB", "08:30"),
        ("UTB", "09:00", "UTC", "11:00"),
        ("UTC", "", "UTD", "14:00"),
    ]


def test_flights_of_two_numbers_are_not_joined() -> None:
    body = "TDT+20+ZZ1+++ZZ'LOC+125+UTA'TDT+20+ZZ2+++ZZ'LOC+87+UTC'"
    assert len(legs(listed(f"BGM+745'{body}"))) == 2


@pytest.mark.parametrize(
    ("nad", "surname", "given", "deviation"),
    [
        ("DOE?'S:ANN-MARIE:MAY", "DOE'S", "ANN-MARIE MAY", ""),
        ("X:Y", "X", "Y", ""),
        ("MONONYM", "MONONYM", "", ""),
        (":ANN", "", "ANN", ""),
        ("DOE/ANN MRS", "DOE", "ANN MRS", "paxlst.name-glued"),
        ("DOE ANN MAY", "DOE ANN MAY", "", "paxlst.name-whole"),
        ("VAN DER BERG:JAN PIETER", "VAN DER BERG", "JAN PIETER", ""),
        ("EXST:DOE", "EXST", "DOE", ""),
        ("李:明", "李", "明", ""),
        ("Müller:Jürgen", "Müller", "Jürgen", ""),
        ("علي:محمد", "علي", "محمد", ""),
        ("FNU:DOE", "FNU", "DOE", ""),
    ],
)
def test_names_stay_as_they_were_sent(nad: str, surname: str, given: str, deviation: str) -> None:
    found = listed(f"BGM+745'{FLIGHT}NAD+FL+++{nad}'NAD+FL+++{nad}'CNT+42:2'")
    assert [(one.surname, one.given) for one in found.persons] == [(surname, given)] * 2
    assert told(found) == ([deviation] * 2 if deviation else [])


def test_infants_by_age_by_mark_and_by_sex() -> None:
    people = (
        "NAD+FL+++DOE:BABY'DTM+329:290907'NAD+FL+++DOE:KID:INF'NAD+FL+++DOE:BOY'ATT+2++MI'"
        "NAD+FL+++DOE:ANN'ATT+2++FI'DTM+329:720907'NAD+FL+++DOE:TOM'ATT+2++M'"
    )
    found = listed(f"BGM+745'{FLIGHT}{people}")
    assert [one.infant for one in found.persons] == [True, True, True, False, False]


def test_every_place_and_reference_of_a_person_is_kept() -> None:
    roles = ("22", "174", "178", "179", "5", "91", "92", "125", "130", "188")
    places = "".join(f"LOC+{role}+UT{at}'" for at, role in enumerate(roles))
    kinds = ("AVF", "ABO", "SEA", "YZY", "AEA", "ADE", "CR", "ACD", "TB", "XX1")
    references = "".join(f"RFF+{kind}:R{at}'" for at, kind in enumerate(kinds))
    found = listed(
        f"BGM+745'{FLIGHT}NAD+FL+++DOE:ANN'{places}LOC+180+UTO:::UTOPOLIS'{references}"
        "DOC+P:110:111+X1'"
    )
    (person,) = found.persons
    said = {one.value for one in person.references} | {one.number for one in person.tickets}
    said |= {person.clearance, person.residence, person.embark, person.disembark}
    said |= {person.locator, person.reference, *(one.number for one in person.seats)}
    assert {f"UT{at}" for at in range(len(roles))} | {
        f"R{at}" for at in range(len(kinds))
    } <= said | {document.issuer for document in person.documents}
    assert (person.birth_country, person.birth_place) == ("UTO", "UTOPOLIS")


def test_documents_of_every_kind_and_with_the_number_elsewhere() -> None:
    kinds = ("P", "PE", "V", "A", "AC", "C", "I", "IP", "PT", "N", "M", "F", "L", "39", "5K", "OTD")
    documents = "".join(f"DOC+{kind}:110:111+N{at}'" for at, kind in enumerate(kinds))
    found = listed(f"BGM+745'{FLIGHT}NAD+FL+++DOE:ANN'{documents}DOC+P:::::X1'DOC+P:110:111:X2'")
    (person,) = found.persons
    assert [one.type for one in person.documents] == [*kinds, "P", "P"]
    assert [one.number for one in person.documents] == [
        *(f"N{at}" for at in range(len(kinds))),
        *("X1", "X2"),
    ]
    assert [one.coding for one in person.documents[-2:]] == ["", "110:111"]
    assert told(found).count("paxlst.value-place") == 2


def test_what_stands_behind_a_text_or_a_place_is_kept() -> None:
    found = listed(
        f"BGM+745'{FLIGHT}NAD+FL+++DOE:ANN'FTX+BAG+++ZZ1+ZZ2'FTX+AAI++CODE+TEXT'LOC+178+UTA+UTX'"
    )
    (person,) = found.persons
    assert [kept.tag for kept in person.kept] == ["FTX", "FTX"]
    assert ("LOC+178", "UTX") in [(one.qualifier, one.value) for one in person.references]


def test_a_ship_and_its_ports() -> None:
    found = listed(
        "BGM+745'NAD+MS+++UTOPIA CRUISES'TDT+20+UC30W22+1+13+UCL:172:20+++9074729:146:11:STAR:UT'"
        "LOC+125+UTUTA'DTM+189:3006011700:201'LOC+87+UTUTB'DTM+232:3006030800:201'"
        "NAD+FL+++DOE:ANN'NAD+FM+++SAILOR:SAM'EMP+1+MASTER:110:111'DOC+L:110:111+SB1'",
        "D:16B",
    )
    assert found.movement is not None
    assert (found.movement.mode, found.movement.vessel, found.movement.vessel_name) == (
        *("sea", "9074729", "STAR"),
    )
    assert legs(found) == [("UTUTA", "17:00", "UTUTB", "08:00")]
    assert [one.kind for one in found.persons] == [Kind.PASSENGER, Kind.CREW]


@pytest.mark.parametrize(
    ("bgm", "meaning"),
    [
        ("655", "gate-pass"),
        ("266+CLOB", "flight-status.on-board"),
        ("266+CLNB", "flight-status.not-boarded"),
        ("745+CP", "passengers.change"),
        ("745+XR", "passengers.cancel"),
        ("745+RP", "passengers.reduction"),
        ("250+CC", "crew.change"),
        ("336+H", "master-crew.addition"),
    ],
)
def test_lists_for_every_purpose(bgm: str, meaning: str) -> None:
    found = listed(f"BGM+{bgm}'{FLIGHT}NAD+FL+++DOE:ANN'RFF+ABO:1'NAD+COL+++ROE:BOB'RFF+ABO:2'")
    assert found.meaning == meaning
    assert [one.surname for one in found.persons] == ["DOE", "ROE"]
