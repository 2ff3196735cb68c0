"""A call of a ship → its lists: FAL forms in the ways of many ports, PAXLST of cruises."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Final

from fairlead.core.formats.fal import Shape
from fairlead.core.generator.air import GOVERNMENT, noted_in_list, told_in_list
from fairlead.core.generator.chance import Chance
from fairlead.core.generator.people import Person, household
from fairlead.core.generator.plan import Plan
from fairlead.core.generator.truth import Draft, prepared
from fairlead.core.generator.world import Ship, imo_number, world
from fairlead.core.travel import (
    Count,
    Document,
    Kind,
    Leg,
    Movement,
    Party,
    Push,
    Reference,
    Seat,
)

SEAFARERS_FROM: Final = 23_000_000  # the households of crews at sea
PASSENGERS_FROM: Final = 33_000_000  # and of passengers; their calls take turns
CALLS: Final = 1000
TURNS: Final = 60  # days that a crew stays on board
RANKS: Final = (
    *("Master", "Chief officer", "Second officer", "Third officer", "Chief engineer"),
    *("Second engineer", "Electrician", "Bosun", "Able seaman", "Ordinary seaman", "Oiler", "Cook"),
    *("Steward", "Deck cadet"),
)
# In which words a ship writes its headings: fields in the order of its form.
STYLES: Final[dict[str, dict[str, str] | None]] = {
    "form": None,
    "en": {
        "number": "S/N", "surname": "Surname", "given": "First Name", "rank": "Rank",
        "sex": "Sex", "nationality": "Nationality", "birth_date": "DOB",
        "birth_place": "POB", "document_type": "ID type", "document_number": "ID number",
        "issuer": "Country of issue", "expiry": "Valid until", "transit": "Transit",
        "visa": "Visa No", "embark": "Embarkation", "disembark": "Disembarkation",
    },
    "es": {
        "number": "Núm", "surname": "Apellidos", "given": "Nombres", "nationality": "Nacionalidad",
        "birth_date": "Fecha de nacimiento", "birth_place": "Lugar de nacimiento", "sex": "Sexo",
        "rank": "Grado o función", "document_type": "Tipo de documento",
        "document_number": "Número de documento", "issuer": "País emisor",
        "expiry": "Fecha de caducidad", "embark": "Puerto de embarque",
        "disembark": "Puerto de desembarque", "visa": "Número de visado",
        "transit": "Pasajero en tránsito",
    },
    "fr": {
        "number": "N°", "surname": "Nom de famille", "given": "Prénoms", "rank": "Grade",
        "nationality": "Nationalité", "birth_date": "Date de naissance",
        "birth_place": "Lieu de naissance", "sex": "Sexe", "document_type": "Type de document",
        "document_number": "Numéro du document", "issuer": "État émetteur",
        "expiry": "Date d'expiration", "embark": "Port d'embarquement",
        "disembark": "Port de débarquement", "visa": "Numéro de visa",
        "transit": "Passager en transit",
    },
    "ru": {
        "number": "№ п/п", "surname": "Фамилия", "given": "Имя", "rank": "Должность",
        "nationality": "Гражданство", "birth_date": "Дата рождения",
        "birth_place": "Место рождения", "sex": "Пол", "document_type": "Вид документа",
        "document_number": "Номер документа", "issuer": "Страна выдачи",
        "expiry": "Срок действия", "embark": "Порт посадки", "disembark": "Порт высадки",
        "visa": "Номер визы", "transit": "Транзитный пассажир",
    },
}  # fmt: skip
STYLES["zh"] = {
    "number": "序号", "surname": "姓", "given": "名", "sex": "性别", "nationality": "国籍",
    "birth_date": "出生日期", "birth_place": "出生地点", "rank": "职务",
    "document_type": "证件类型", "document_number": "证件号码", "issuer": "签发国",
    "expiry": "有效期至", "embark": "登船港", "disembark": "离船港", "visa": "签证号码",
    "transit": "是否过境",
}  # fmt: skip
STYLES["ar"] = {
    "number": "الرقم", "surname": "اسم العائلة", "given": "الاسم الأول", "rank": "الوظيفة",
    "nationality": "الجنسية", "birth_date": "تاريخ الميلاد", "birth_place": "مكان الميلاد",
    "sex": "الجنس", "document_type": "نوع وثيقة الهوية", "document_number": "رقم وثيقة الهوية",
    "issuer": "دولة الإصدار", "expiry": "تاريخ الانتهاء", "embark": "ميناء الصعود",
    "disembark": "ميناء النزول", "visa": "رقم التأشيرة", "transit": "راكب عابر",
}  # fmt: skip
NATIVE: Final = "ru"  # the style in which names stand in their own script


def calls(plan: Plan, day: date) -> Iterator[tuple[Ship, int]]:
    """Yield the ships that call on a day, in turn, with the number of the call."""
    ships = world().ships
    for place in range(plan.ships):
        number = (day - date(2000, 1, 1)).days * plan.ships + place
        kind = ships[place % len(ships)]
        fleet = place // len(ships)
        if fleet:  # more calls than ships: sisters of the same kind
            six = 210_001 + place * 41
            kind = Ship(
                f"{kind.name} {fleet + 1}", kind.flag, f"Q{fleet % 10}{kind.sign[1:]}", kind.kind,
                kind.people, kind.crew, imo_number(six),
            )  # fmt: skip
        yield kind, number


class Call:
    """One call of a ship at a port of Utopia, coming from abroad."""

    def __init__(self, plan: Plan, ship: Ship, number: int, day: date) -> None:
        chance = Chance(plan.seed, "call", number)
        self.plan, self.ship, self.number, self.day = plan, ship, number, day
        self.port = chance.pick(world().ports)[0]
        self.last = chance.pick(world().harbours)[0]
        arrives = datetime(day.year, day.month, day.day, chance.between(4, 20), 0, tzinfo=UTC)
        self.arrives = arrives
        self.left = arrives - timedelta(hours=chance.between(14, 60))
        self.voyage = f"{ship.name[0]}{number % 10_000:04}"
        self.style = chance.pick(tuple(STYLES))
        self.shape = chance.pick(tuple(Shape))
        self.name = f"{ship.number}-{day.isoformat()}"
        self.people = min(ship.people, plan.seats) if plan.seats else ship.people
        self.crew = min(ship.crew, max(plan.seats // 4, 5)) if plan.seats else ship.crew

    @property
    def moment(self) -> str:
        return self.arrives.strftime("%Y-%m-%dT%H:%M")

    def drafts(self) -> Iterator[Draft]:
        """Yield the lists: crew always, passengers where there are any."""
        crew = [(person, self._crew(person, place)) for place, person in self._seafarers()]
        yield self._form("5", "crew", crew)
        if not self.people:
            return
        passengers = [(person, self._passenger(person)) for person in self._passengers()]
        yield self._form("6", "passengers", passengers)
        if self.ship.kind == "cruise":
            yield self._message("745", "passengers", passengers)
            yield self._message("250", "crew", crew)

    def _seafarers(self) -> Iterator[tuple[int, Person]]:
        turn = self.day.toordinal() // TURNS
        first = SEAFARERS_FROM + (int(self.ship.number) % 9973) * 1000
        for place in range(self.crew):
            number = first + (place + turn * 7 * (place % 2)) % 1000
            made = household(self.plan.seed, number, self.plan.day.year, frequent=True)
            yield place, made.first

    def _passengers(self) -> Iterator[Person]:
        number = PASSENGERS_FROM + self.number % CALLS * 3000
        count = 0
        while count < self.people:
            for person in household(self.plan.seed, number, self.plan.day.year).members:
                if count < self.people and person.birth < self.day.isoformat():
                    count += 1
                    yield person
            number += 1

    # ------------------------------------------------------------ persons

    def _crew(self, person: Person, place: int) -> Party:
        made = self._person(person)
        made.kind, made.role = Kind.CREW, "FM"
        made.employment = RANKS[place % len(RANKS)] if place else RANKS[0]
        made.documents[0].type = "S" if place % 3 else "P"
        return made

    def _passenger(self, person: Person) -> Party:
        made = self._person(person)
        made.kind, made.role = Kind.PASSENGER, "FL"
        made.transit = "no"
        made.embark, made.disembark = self.last, self.port
        if person.index % 5 == 0:
            made.kind, made.role, made.transit = Kind.TRANSIT_PASSENGER, "DDU", "yes"
            made.disembark = self.last
        if person.index % 331 == 7:  # noqa: PLR2004 - rare: somebody without a document
            made.documents = []
        return made

    def _person(self, person: Person) -> Party:
        passport = person.passport(self.day)
        made = Party(
            surname=person.surname, given=person.given, names=person.given.split(),
            sex=person.sex, birth_date=person.birth, nationality=person.state,
        )  # fmt: skip
        made.birth_place = person.birth_place
        made.documents = [
            Document("P", "", passport.number, passport.issuer, expiry=passport.expiry)
        ]
        return made

    # ------------------------------------------------------------ messages

    def _movement(self) -> Movement:
        leg = Leg(self.last, self.port, self.left.strftime("%Y-%m-%dT%H:%M"), self.moment)
        leg.number = self.voyage
        return Movement("sea", "", self.voyage, "", self.ship.number, self.ship.name, [leg])

    def _form(self, form: str, meaning: str, people: list[tuple[Person, Party]]) -> Draft:
        at = self.arrives - timedelta(hours=24)
        push = Push("FAL", form, function="arrival", meaning=meaning)
        push.movement = self._movement()
        push.references = [
            Reference("call sign", self.ship.sign),
            Reference("flag", self.ship.flag),
        ]
        push.counts = [Count("total", str(len(people)))]
        parties: list[tuple[Person, Party]] = []
        for person, party in people:
            one = self._written(person, party)
            if form == "6":
                one.seats = [Seat(f"{len(parties) // 2 + 400}")]
            parties.append((person, one))
        push.persons = [party for _person, party in parties]
        day = self.moment[:10]
        told = [told_in_list(person, party, day) for person, party in parties]
        problems = Counter(
            {"fal.document-missing": sum(not party.documents for _person, party in parties)}
        )
        name = f"{self.name}/fal{form}-{self.shape}-{self.style}"
        draft = Draft(name, push, at, self.ship.number, GOVERNMENT, self.name, told, +problems)
        draft.people = [person for person, _party in people]
        return draft

    def _written(self, person: Person, party: Party) -> Party:
        """Return a copy for a form: names as the ship writes them."""
        native = self.style == NATIVE
        name = person.name
        surname = name.native_surname if native else name.plain_surname
        given = name.native_given if native else name.plain_given
        return Party(
            role="", kind=party.kind, surname=surname, given=given, names=given.split(),
            sex=party.sex, birth_date=party.birth_date, birth_place=party.birth_place,
            nationality=party.nationality, employment=party.employment, transit=party.transit,
            embark=party.embark, disembark=party.disembark, documents=party.documents,
        )  # fmt: skip

    def _message(self, function: str, meaning: str, people: list[tuple[Person, Party]]) -> Draft:
        at = self.left + timedelta(minutes=30)
        push = Push("PAXLST", "D:16B", function=function, meaning=meaning)
        push.sender, push.recipient, push.prepared = self.ship.sign, GOVERNMENT, prepared(at)
        push.reference = push.interchange = f"{self.number % 10**6}{function}"
        push.movement = self._movement()
        push.persons = []
        for person, party in people:
            one = self._coded(person, party)
            push.persons.append(one)
        push.counts = [Count("41" if meaning == "crew" else "42", str(len(people)))]
        day = push.movement.legs[0].departs[:10]
        pairs = [(person, one) for (person, _), one in zip(people, push.persons, strict=True)]
        told = [told_in_list(person, one, day) for person, one in pairs]
        return Draft(
            f"{self.name}/paxlst-{meaning}", push, at, self.ship.sign, GOVERNMENT, self.name,
            told, noted_in_list(pairs, day),
        )  # fmt: skip

    def _coded(self, person: Person, party: Party) -> Party:
        made = Party(
            role=party.role, kind=party.kind, surname=person.surname, given=person.given,
            names=person.given.split(), sex=party.sex, birth_date=party.birth_date,
            nationality=party.nationality, embark=party.embark, disembark=party.disembark,
            employment="CR1" if party.kind is Kind.CREW else "",
        )  # fmt: skip
        made.documents = [
            Document("P" if one.type == "S" else one.type, "110:111", one.number, one.issuer,
                     expiry=one.expiry)
            for one in party.documents
        ]  # fmt: skip
        return made
