"""Hits of the State of Utopia: invented lists, invented travellers, and the engine that ships.

Nothing is made up beside the people: who is like whom, how much, and why is what the engine says.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from fairlead.core.generator.chance import Chance
from fairlead.core.generator.people import Person, household
from fairlead.core.screening.answers import screen
from fairlead.core.screening.calibration import Band
from fairlead.core.screening.index import build
from fairlead.core.screening.reading import Entity
from fairlead.core.screening.shelf import Shelf
from fairlead.core.screening.wishes import Explain
from fairlead.kernel.access.context import Context
from fairlead.kernel.clock import now
from fairlead.kernel.screening.actions import hit as acts
from fairlead.kernel.screening.actions.judgement import decide_hit, give_opinion
from fairlead.kernel.screening.actions.recording import record_hits
from fairlead.kernel.screening.meetings import ListFacts, Meeting, Source
from fairlead.kernel.screening.models import Hit
from fairlead.site.demonstration.past import at

SEED: Final = 1516
LISTED: Final = 140
WAITS: Final = 15  # days ago, from which on one hit of each still waits
PAST: Final = 26  # days on which something arrived before today
BARE: Final = 2  # of the four who are like somebody, the one of whom little is known
EACH: Final = 9  # hits of a day in the past
TODAY: Final = 130
ENGINE: Final = "fairlead, standard weights"
NATIONAL = ListFacts(
    code="uto-1373",
    title="National list of Utopia",
    version="2026-11-02",
    authority="Council of Ministers of Utopia",
    legal_basis="S/RES/1373 (2001), paragraph 1(c); Act of Utopia, section 31",
    demands_second=True,
)
WATCH = ListFacts(
    code="uto-watch",
    title="Watch list of the Border Guard",
    version="2026-11-19",
    authority="Border Guard of Utopia",
    legal_basis="Act of Utopia on the Prevention of Terrorism, section 18",
)
EXERCISE = ListFacts(
    code="uto-exercise",
    title="Consolidated list, invented edition",
    version="2026-10-28",
    authority="Ministry of Foreign Affairs of Utopia",
    legal_basis="S/RES/2368 (2017), as implemented by the Act of Utopia, section 30",
)
LISTS: Final = (NATIONAL, WATCH, EXERCISE)
_PLACES: Final = ("Amaurot", "Port Anyder", "Aircastle", "Mirage", "Cloudhaven", "Nowhere Bay")
_WORDS: Final = {
    "birth": "The year of birth is another one in booking and passport.",
    "document": "The number of the passport was compared with the register.",
    "name": "Only the family name is the same, and it is a common one.",
    "person": "Another nationality, and twenty years younger.",
    "history": "Travels this way every week since 2019, always with the family.",
}


@dataclass(frozen=True, slots=True)
class _Staff:
    analyst: Context
    supervisor: Context


def fill_hits(analyst: Context, supervisor: Context) -> int:
    """Fill the queues; return how many hits there are."""
    staff, moment = _Staff(analyst, supervisor), now()
    met = list(_met())
    per_day = iter(met)
    for day in range(PAST, 0, -1):
        then = (moment - timedelta(days=day)).replace(hour=6, minute=10)
        _day(staff, [one for one, _ in zip(per_day, range(EACH), strict=False)], then, day)
    _today(staff, list(per_day)[:TODAY], moment)
    return len(met)


# ------------------------------------------------------------------ who meets whom
def _met() -> Iterator[Meeting]:
    """Yield meetings that are worth a look, in an order without meaning."""
    people = [_first(index) for index in range(LISTED)]
    entries = [_entry(index, person) for index, person in enumerate(people)]
    by_list = {of.code: entries[place :: len(LISTS)] for place, of in enumerate(LISTS)}
    shelf = Shelf()
    for code, held in by_list.items():
        shelf = shelf.put(build(code, held))
    travellers = [each for index, person in enumerate(people) for each in _like(index, person)]
    known, asked = {each.id: each for each in entries}, {each.id: each for each in travellers}
    lists = {of.code: of for of in LISTS}
    found = [
        Meeting(
            found=hit,
            asked=asked[answer.id],
            entry=known[hit.id],
            of=lists[hit.list],
            source=_source(asked[answer.id]),
            unit=Chance(SEED, "unit", answer.id).pick(("air", "air", "air", "sea", "land")),
            engine=ENGINE,
            listed_on=date(2020, 1, 15) + timedelta(days=37 * (int(hit.id[-3:]) % 60)),
            listed_until=date(2027, 6, 30) if hit.list == WATCH.code else None,
        )
        for answer in screen(travellers, shelf, explained=Explain.ALL)
        for hit in answer.hits
        if hit.band is not Band.INFORMATION
    ]
    yield from sorted(found, key=lambda one: Chance(SEED, "turn", one.pair).share())


def _first(index: int) -> Person:
    return household(SEED, index, 2026, frequent=True).first


def _entry(index: int, person: Person) -> Entity:
    name = person.name
    names = [_joined(name.plain_given, name.plain_surname)]
    native = _joined(name.native_given, name.native_surname)
    if native != names[0]:
        names.insert(0, native)
    properties: dict[str, tuple[str, ...]] = {
        "name": tuple(names[:1]),
        "alias": tuple(names[1:]),
        "birthDate": (person.birth if index % 3 else person.birth[:4],),
        "nationality": (person.state.lower(),),
        "gender": ({"M": "male", "F": "female"}.get(person.sex, "other"),),
        "birthPlace": (person.birth_place.title(),),
        "passportNumber": (person.passport(date(2026, 11, 1)).number,) if index % 4 == 0 else (),
    }
    return Entity(f"UTO.{index + 1:03}", "Person", _filled(properties))


def _like(index: int, person: Person) -> Iterator[Entity]:
    """Yield travellers who are like a listed person: one is she, the others bear her name."""
    chance, name = Chance(SEED, "like", index), person.name
    for place in range(4):
        turned = place == 1
        words = (name.surname, name.given) if turned else (name.given, name.surname)
        years = chance.between(-9, 9) if place else 0
        birth = f"{int(person.birth[:4]) + years}{person.birth[4:]}".replace("-02-29", "-02-28")
        same = place == 0 and index % 4 == 0
        properties: dict[str, tuple[str, ...]] = {
            "name": (_slipped(_joined(*words), place),),
            "birthDate": () if place == BARE else (birth,),
            "nationality": (person.state.lower(),) if place < BARE else (),
            "gender": ({"M": "male", "F": "female"}.get(person.sex, "other"),),
            "passportNumber": (
                person.passport(date(2026, 11, 1)).number if same else f"ZU{index:03}X{place}Y",
            ),
        }
        yield Entity(f"traveller-{index}-{place}", "Person", _filled(properties))


def _slipped(name: str, place: int) -> str:
    """Write a name as a booking has it: in capitals, or with two letters in the wrong order."""
    if place != 3:  # noqa: PLR2004 - one in four
        return name if place else name.title()
    middle = len(name) // 2
    return (
        name[:middle] + name[middle + 1 : middle + 2] + name[middle] + name[middle + 2 :]
    ).title()


def _source(asked: Entity) -> Source:
    chance = Chance(SEED, "source", asked.id)
    kind = chance.pick(("booking", "passengers", "crew"))
    words = asked.properties["name"][0].upper()
    given, _, surname = words.rpartition(" ")
    number = asked.properties["passportNumber"][0]
    return Source(
        kind=kind,
        reference=f"{kind}:{asked.id}",
        words=(f"1{surname}/{given}", f"SSR DOCS UX HK1/P/UTO/{number}"),
        facts={
            "movement": f"UX {chance.between(100, 899)}",
            "from": chance.pick(_PLACES[:3]),
            "to": chance.pick(_PLACES[3:]),
            "seat": f"{chance.between(1, 38)}{chance.pick('ABCDEF')}",
        },
    )


def _joined(*words: str) -> str:
    return " ".join(word for word in words if word)


def _filled(properties: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {name: texts for name, texts in properties.items() if texts}


# ------------------------------------------------------------------ what people did
def _day(staff: _Staff, met: Sequence[Meeting], then: datetime, ago: int) -> None:
    """Let hits arrive on a day of the past, and let most of them be decided on it."""
    chance = Chance(SEED, "day", ago)
    dated = [_dated(one, then + timedelta(hours=chance.between(4, 40))) for one in met]
    if ago < WAITS and dated:  # one of each day still waits, under a clock of the law
        dated[0] = _of_register(met[0], then + timedelta(days=20))
    with at(then):
        hits = record_hits(staff.analyst, meetings=dated).new
    for place, hit in enumerate(hits):
        if ago < WAITS and place == 0:
            continue
        later = then + timedelta(minutes=chance.between(15, 600))
        with at(later):
            _judge(staff, hit, chance)


def _judge(staff: _Staff, hit: Hit, chance: Chance) -> None:
    same = hit.ground == "identifier" and not hit.demands_second
    by = staff.supervisor if chance.happens(0.15) else staff.analyst
    acts.open_hit(by, hit=hit.pk)
    reason = "document" if same else chance.pick(tuple(_WORDS))
    decide_hit(
        by,
        hit=hit.pk,
        version=hit.version,
        outcome="same" if same else "different",
        reason=reason,
        words=_WORDS[reason] if chance.happens(0.7) else "",
        keeps=not same and chance.happens(0.6),
    )
    if same:
        other = staff.analyst if by is staff.supervisor else staff.supervisor
        give_opinion(other, hit=hit.pk, agrees=True, words="I compared the passports as well.")


def _today(staff: _Staff, met: Sequence[Meeting], moment: datetime) -> None:
    """Let hits wait, some of them nearly too long, in every state that there is."""
    chance = Chance(SEED, "today")
    dated = [_dated(one, moment + timedelta(minutes=chance.between(-40, 2400))) for one in met]
    with at(moment - timedelta(hours=2)):
        hits = record_hits(staff.analyst, meetings=dated).new
    for place, hit in enumerate(hits):
        with at(moment - timedelta(minutes=chance.between(1, 90))):
            _begin(staff, hit, place, moment)


def _begin(staff: _Staff, hit: Hit, place: int, moment: datetime) -> None:
    version, late = hit.version, hit.order_at < moment + timedelta(hours=5)
    match place % 12:
        case 1:
            acts.take_hit(staff.analyst, hit=hit.pk, version=version)
        case 3:
            acts.take_hit(staff.supervisor, hit=hit.pk, version=version)
        case 5:
            acts.escalate_hit(
                staff.analyst,
                hit=hit.pk,
                version=version,
                reason="urgent",
                words="The flight leaves soon; the carrier does not answer.",
            )
        case 7 if not late:
            acts.snooze_hit(
                staff.analyst,
                hit=hit.pk,
                version=version,
                until=moment + timedelta(hours=4),
                reason="document",
                words="A copy of the passport was asked for.",
            )
        case 9 if hit.demands_second:
            acts.open_hit(staff.analyst, hit=hit.pk)
            decide_hit(
                staff.analyst,
                hit=hit.pk,
                version=version,
                outcome="same",
                reason="birth",
                words="Name, date and place of birth agree.",
            )
        case 11:
            acts.favour_hit(staff.analyst, hit=hit.pk, favourite=True)
        case _:
            pass


def _dated(met: Meeting, deadline: datetime) -> Meeting:
    kind = "arrival" if met.unit == "sea" else "departure"
    return replace(met, source=replace(met.source, deadline=deadline, deadline_kind=kind))


def _of_register(met: Meeting, deadline: datetime) -> Meeting:
    """Let somebody who is held in a register already meet an entry, without a journey."""
    source = Source(
        kind="register",
        reference=f"register:{met.asked.id}",
        words=met.asked.properties["name"],
        deadline=deadline,
        deadline_kind="legal",
    )
    return replace(met, source=source, unit="register")
