"""Travel documents, visas and addresses: read, given to whom they belong, completed, told apart."""

from fairlead.core.formats.airimp.documents import Docs, read_doca, read_doco, read_docs
from fairlead.core.formats.airimp.names import key, same
from fairlead.core.formats.pnrgov.messages import Service, Traveller
from fairlead.core.formats.pnrgov.state import Pending
from fairlead.core.formats.pnrgov.whose import Party, whose, whose_nameless
from fairlead.core.travel import Address, Document

MOST_COMPARED = 64  # nobody has more documents; a record that says so shall not take for ever


def take_document(party: Party, one: Pending) -> None:
    """Give SSR DOCS to its holder, or visibly to nobody."""
    service = one.service
    docs = read_docs(service.text, party.state.day)
    if docs.moved or docs.unreadable:
        _note_reading(party, service, docs.moved, docs.unreadable)
    verdict = whose(party, one, docs)
    person = verdict.person
    given = f"{docs.given} {docs.second_given}" if docs.second_given else docs.given
    document = Document(
        *(docs.kind, "", docs.number, docs.issuer, "", docs.expiry, "", "", "", ""),
        *(docs.surname, given, docs.sex, docs.birth_date, docs.nationality, docs.infant),
        *(verdict.rule, service.text, service.segment),
    )
    if person is None:
        _leave(party, service, document, verdict.rule)
        return
    if verdict.sent_with is not None:
        _with_adult(party, person, verdict.sent_with, service)
    if person.documents:
        _note_differences(party, person, docs, service)
    surname = docs.surname
    if surname and surname != person.surname and key(surname) != key(person.surname):
        party.state.fault("document-name", service.segment, reference=person.reference)
    if not person.documents or not _repeated(person.documents, document):
        person.documents.append(document)
    _fill(person, document)


def _note_differences(party: Party, person: Traveller, docs: Docs, service: Service) -> None:
    """Tell when two documents of one traveller cannot be of one person."""
    said = {"the date of birth": docs.birth_date, "the sex": docs.sex}
    known = {"the date of birth": person.birth_date, "the sex": person.sex}
    for what, value in said.items():
        if value and known[what] and value != known[what]:
            party.state.fault(
                "document-differs", service.segment, reference=person.reference, what=what
            )


def _note_reading(party: Party, service: Service, moved: int, unreadable: tuple[str, ...]) -> None:
    if moved:
        party.state.fault("document-moved", service.segment, service=service.code, by=moved)
    for name in unreadable:
        party.state.fault("document-field", service.segment, service=service.code, field=name)


def _leave(party: Party, service: Service, document: Document, why: str) -> None:
    document.assigned = ""
    if not _repeated(party.booking.unassigned, document):
        party.booking.unassigned.append(document)
    party.state.fault("document-unassigned", service.segment, service=service.code, why=why)


def _with_adult(party: Party, person: Traveller, adult: Traveller, service: Service) -> None:
    if not person.guardian:
        person.guardian = adult.reference
    if person.implied and not person.segment:
        person.segment = service.segment
        party.state.fault(
            "infant-implied",
            service.segment,
            service=person.implied,
            reference=adult.reference,
        )
    elif not person.implied:
        party.state.fault("infant-document", service.segment, reference=adult.reference)


def _repeated(documents: list[Document], document: Document) -> bool:
    """Whether the same document is there already; what it lacked is then filled in."""
    number = key(document.number)
    for known in documents[-MOST_COMPARED:]:
        if known.raw == document.raw:
            return True
        if number and key(known.number) == number and known.type in ("", document.type):
            return True
        if not (number and known.number) and _agree(known, document):
            _complete(known, document)
            return True
    return False


_OF_HOLDER = ("surname", "given", "birth_date", "sex", "nationality", "type", "issuer", "expiry")


def _agree(known: Document, document: Document) -> bool:
    """Whether two, one of them without number, say nothing different of holder and document."""
    if not document.surname or not same(
        known.surname, known.given, document.surname, document.given
    ):
        return False
    return all(
        not (mine := getattr(known, name))
        or not (other := getattr(document, name))
        or mine == other
        for name in _OF_HOLDER[2:]
    )


def _complete(known: Document, document: Document) -> None:
    for name in (*_OF_HOLDER, "number"):
        value = getattr(document, name)
        if value and not getattr(known, name):
            setattr(known, name, value)
            known.elsewhere[name] = document.segment


def _fill(person: Traveller, document: Document) -> None:
    """Say of the person what the document says of its holder."""
    segment = document.segment
    if document.sex and not person.sex:
        person.sex, person.elsewhere["sex"] = document.sex, segment
    if document.birth_date and not person.birth_date:
        person.birth_date, person.elsewhere["birth_date"] = document.birth_date, segment
    if document.nationality and not person.nationality:
        person.nationality, person.elsewhere["nationality"] = document.nationality, segment


def take_visa(party: Party, one: Pending) -> None:
    """Give SSR DOCO to its holder."""
    service = one.service
    doco = read_doco(service.text, party.state.day)
    _note_reading(party, service, 0, doco.unreadable)
    document = Document(
        type=doco.kind,
        number=doco.number,
        issued=doco.issued,
        place=doco.issue_place,
        country=doco.country,
        infant=doco.infant,
        raw=service.text,
        segment=service.segment,
    )
    verdict = whose_nameless(party, one, infant=doco.infant)
    document.assigned = verdict.rule
    if verdict.person is None:
        _leave(party, service, document, verdict.rule)
        return
    person = verdict.person
    if not _repeated(person.visas, document):
        person.visas.append(document)
    if doco.birth_place and not person.birth_place:
        person.birth_place = doco.birth_place
        person.elsewhere["birth_place"] = service.segment


def take_address(party: Party, one: Pending) -> None:
    """Give SSR DOCA to its traveller, or to the record."""
    service = one.service
    doca = read_doca(service.text)
    kind = {"R": "residence", "D": "destination"}.get(doca.kind, doca.kind)
    verdict = whose_nameless(party, one, infant=doca.infant)
    address = Address(
        kind, doca.street, doca.city, doca.region, doca.postcode, doca.country, service.segment
    )
    if verdict.person is None:
        party.booking.addresses.append(address)
        party.state.fault("document-unassigned", service.segment, service="DOCA", why=verdict.rule)
        return
    verdict.person.addresses.append(address)
    if kind == "residence" and doca.country and not verdict.person.residence:
        verdict.person.residence = doca.country
        verdict.person.elsewhere["residence"] = service.segment
