"""Published sanctions lists as entities: UN XML, OFAC CSV and both of its XML forms, FtM lines."""

import csv
import json
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import parse

from bench.screening.entities import Entity, folded, shared_data

MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
KINDS = {"individual": "Person", "vessel": "Vessel", "aircraft": "Airplane"}
COUNTRIES_SPELT_OTHERWISE = {
    "bolivia": "bo",
    "burma": "mm",
    "cape verde": "cv",
    "congo democratic republic of the": "cd",
    "cote d ivoire": "ci",
    "democratic people s republic of korea": "kp",
    "democratic republic of the congo": "cd",
    "hong kong": "hk",
    "iran": "ir",
    "korea north": "kp",
    "korea south": "kr",
    "kosovo": "xk",
    "libya": "ly",
    "moldova": "md",
    "north korea": "kp",
    "palestinian": "ps",
    "region gaza": "ps",
    "russia": "ru",
    "south korea": "kr",
    "syria": "sy",
    "taiwan": "tw",
    "tanzania": "tz",
    "turkey": "tr",
    "united kingdom": "gb",
    "united states": "us",
    "venezuela": "ve",
    "vietnam": "vn",
    "virgin islands british": "vg",
    "west bank": "ps",
}


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    path = shared_data() / "platform" / "m49-six-languages.json"
    table: dict[str, str] = {}
    for area in json.loads(path.read_text(encoding="utf-8"))["areas"]:
        for names in (area["names"], area.get("unterm_short", {}), area.get("unterm_formal", {})):
            table[folded(names.get("en", ""))] = area["iso2"].lower()
    found = {name.removeprefix("the "): code for name, code in table.items() if name}
    return found | COUNTRIES_SPELT_OTHERWISE


@lru_cache(maxsize=4096)
def country(text: str | None) -> str | None:
    """Return the ISO code of a country's English name; None when it is not one."""
    return _countries().get(folded(text or "").removeprefix("the "))


def date(text: str) -> str | None:
    """Return an ISO date of ``12 Mar 1967``, ``Mar 1967`` or ``circa 1967``; cut where unknown."""
    plain = text.lower().replace("circa", "").strip()
    found = re.match(r"(?:(\d{1,2}) )?([a-z]{3})[a-z]* (\d{4})", plain)
    if found and found[2] in MONTHS:
        month = f"{found[3]}-{MONTHS.index(found[2]) + 1:02d}"
        return f"{month}-{int(found[1]):02d}" if found[1] else month
    year = re.match(r"(\d{4})", plain)
    return year[1] if year else None


def _add_turned(entity: Entity, key: str, raw: str) -> None:
    """Add ``FAMILY, Given`` as ``Given FAMILY`` for a person, any other name as it stands."""
    if entity.schema == "Person" and "," in raw:
        family, given = raw.split(",", 1)
        entity.add(key, f"{given.strip()} {family.strip()}")
        entity.add("lastName", family)
        entity.add("firstName", given)
    else:
        entity.add(key, raw)


def _root(path: Path) -> Element:
    root: Element | None = parse(path).getroot()
    if root is None:
        raise SystemExit(f"{path} is empty")
    return root


# ---------------------------------------------------------------- United Nations
def read_un(path: Path) -> Iterator[Entity]:
    root = _root(path)
    for kind, schema in (("INDIVIDUAL", "Person"), ("ENTITY", "Organization")):
        for element in root.iter(kind):
            entity = Entity(f"un-{(element.findtext('DATAID') or '').strip()}", schema)
            parts = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
            entity.add("name", " ".join((element.findtext(part) or "").strip() for part in parts))
            entity.add("originalScript", element.findtext("NAME_ORIGINAL_SCRIPT"))
            _un_aliases(entity, element, kind)
            _un_particulars(entity, element, kind)
            if "name" in entity.properties:
                yield entity


def _un_aliases(entity: Entity, element: Element, kind: str) -> None:
    for alias in element.findall(f"{kind}_ALIAS"):
        quality = (alias.findtext("QUALITY") or "").strip().lower()
        key = {"l": "weakAlias", "f": "previousName"}.get(quality[:1], "alias")
        for value in (alias.findtext("ALIAS_NAME") or "").split(";"):  # some cells hold several
            entity.add(key, value)


def _un_particulars(entity: Entity, element: Element, kind: str) -> None:
    for value in element.findall("NATIONALITY/VALUE"):
        entity.add("nationality", country(value.text))
    for address in element.findall(f"{kind}_ADDRESS"):
        entity.add("country", country(address.findtext("COUNTRY")))
    for born in element.findall("INDIVIDUAL_DATE_OF_BIRTH"):
        known = born.findtext("DATE") or born.findtext("YEAR")
        first, last = born.findtext("FROM_YEAR"), born.findtext("TO_YEAR")
        if known:
            entity.add("birthDate", known[:10])
        elif first and last:
            for year in range(int(first), int(last) + 1):
                entity.add("birthDate", str(year))
    for place in element.findall("INDIVIDUAL_PLACE_OF_BIRTH"):
        parts = (place.findtext("CITY"), place.findtext("COUNTRY"))
        entity.add("birthPlace", ", ".join(part.strip() for part in parts if part and part.strip()))
    for document in element.findall("INDIVIDUAL_DOCUMENT"):
        passport = "assport" in (document.findtext("TYPE_OF_DOCUMENT") or "")
        entity.add("passportNumber" if passport else "idNumber", document.findtext("NUMBER"))
    gender = (element.findtext("GENDER") or "").strip().lower()
    entity.add("gender", gender if gender in ("male", "female") else None)


# ---------------------------------------------------------------- OFAC, files of 2019 and 2021
def read_ofac(folder: Path) -> Iterator[Entity]:
    """Read sdn, alt and add; a name in quotation marks among the remarks is a weak alias."""
    found: dict[str, Entity] = {}
    more = {row[0]: row[1] for row in _rows(folder / "sdn_comments.csv") if len(row) > 1}
    for row in _rows(folder / "sdn.csv"):
        if len(row) >= 12 and row[0].isdigit():
            entity = Entity(f"ofac-{row[0]}", KINDS.get(row[2].lower(), "Organization"))
            _add_turned(entity, "name", row[1])
            _ofac_remarks(entity, row[11] + more.get(row[0], ""))
            found[row[0]] = entity
    for row in _rows(folder / "alt.csv"):
        if len(row) >= 4 and row[0] in found:
            _add_turned(found[row[0]], "previousName" if row[2] == "fka" else "alias", row[3])
    for row in _rows(folder / "add.csv"):
        if len(row) >= 5 and row[0] in found:
            found[row[0]].add("country", country(row[4]))
    yield from found.values()


def _rows(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="latin-1", newline="") as lines:
        for row in csv.reader(lines):
            yield ["" if cell.strip() == "-0-" else cell.strip() for cell in row]


def _ofac_remarks(entity: Entity, remarks: str) -> None:
    for alias in re.findall(r"[afn]\.k\.a\. '([^']{2,})'", remarks):
        entity.add("weakAlias", alias)
    if entity.schema != "Person":
        return
    for born in re.findall(r"DOB ([^;]+)", remarks):
        entity.add("birthDate", date(born))
    for nation in re.findall(r"(?:nationality|citizen) ([A-Z][^;.]+)", remarks):
        entity.add("nationality", country(nation))
    for place in re.findall(r"POB ([^;]+)", remarks):
        entity.add("birthPlace", place)
    for number in re.findall(r"Passport (\S+)", remarks):
        entity.add("passportNumber", number)
    gender = re.search(r"Gender (Male|Female)", remarks)
    entity.add("gender", gender[1].lower() if gender else None)


# ---------------------------------------------------------------- OFAC, the two XML forms
def read_ofac_xml(path: Path) -> Iterator[Entity]:
    for entry in _without_namespaces(path).iter("sdnEntry"):
        kind = KINDS.get((entry.findtext("sdnType") or "").lower(), "Organization")
        entity = Entity(f"ofac-{entry.findtext('uid')}", kind)
        entity.add("name", _full(entry))
        for alias in entry.findall("akaList/aka"):
            weak = alias.findtext("category") == "weak"
            entity.add("weakAlias" if weak else "alias", _full(alias))
        for born in entry.findall("dateOfBirthList/dateOfBirthItem/dateOfBirth"):
            entity.add("birthDate", date(born.text or ""))
        for nation in entry.findall("nationalityList/nationality/country"):
            entity.add("nationality", country(nation.text))
        for place in entry.findall("addressList/address/country"):
            entity.add("country", country(place.text))
        yield entity


def _full(element: Element) -> str:
    return f"{element.findtext('firstName') or ''} {element.findtext('lastName') or ''}"


def read_ofac_enhanced(path: Path) -> Iterator[Entity]:
    for entry in _without_namespaces(path).iter("entity"):
        if not entry.get("id"):
            continue
        kind = KINDS.get((entry.findtext("generalInfo/entityType") or "").lower(), "Organization")
        entity = Entity(f"ofac-{entry.get('id')}", kind)
        for name in entry.findall("names/name"):
            _enhanced_name(entity, name)
        for feature in entry.findall("features/feature"):
            label, value = feature.findtext("type") or "", feature.findtext("value") or ""
            if label == "Birthdate":
                entity.add("birthDate", date(value))
            elif label in ("Nationality Country", "Citizenship Country"):
                entity.add("nationality", country(value))
            elif label == "Place of Birth":
                entity.add("birthPlace", value)
            elif label == "Gender":
                entity.add("gender", value.lower())
        if "name" in entity.properties:
            yield entity


def _enhanced_name(entity: Entity, name: Element) -> None:
    weak = name.findtext("isLowQuality") == "true"
    primary = name.findtext("isPrimary") == "true"
    key = "name" if primary else "weakAlias" if weak else "alias"
    for translation in name.findall("translations/translation"):
        full = translation.findtext("formattedFullName") or ""
        if translation.findtext("script") == "Latin":
            _add_turned(entity, key, full)
        elif not weak:
            _add_turned(entity, "originalScript", full)


def _without_namespaces(path: Path) -> Element:
    root = _root(path)
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    return root


# ---------------------------------------------------------------- FollowTheMoney lines
def read_ftm(path: Path) -> Iterator[Entity]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["properties"].get("name"):
            yield Entity(row["id"], row["schema"], row["properties"])


def ten_thousand() -> list[Entity]:
    """Return the list of the goals: UN of 2025 and OFAC of 2021."""
    lists = shared_data() / "screening" / "lists"
    return [
        *read_un(lists / "un" / "un_consolidated_2025-05_nodate.xml"),
        *read_ofac(lists / "ofac" / "sdn_2021-07"),
    ]


def everything() -> list[Entity]:
    """Return every list there is, each entry once, in its newest version."""
    lists = shared_data() / "screening" / "lists"
    found = {entity.id: entity for entity in read_un(lists / "un/un_consolidated_2020-11-30.xml")}
    found |= {entity.id: entity for entity in read_ofac(lists / "ofac/sdn_2019-01")}
    found |= {entity.id: entity for entity in ten_thousand()}
    for entity in (
        *read_ofac_xml(lists / "ofac/nonsdn_consolidated_2025-03-28.xml"),
        *read_ofac_enhanced(lists / "ofac/irgc_sanctions_extract.xml"),
        *read_ftm(shared_data() / "screening/ftm/zala_entities.ftm.json"),
    ):
        found[entity.id] = entity
    return [entity for entity in found.values() if entity.properties.get("name")]
