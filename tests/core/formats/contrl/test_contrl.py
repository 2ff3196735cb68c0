"""Reports about syntax: read, and made from what was found."""

import doctest

from hypothesis import given
from hypothesis import strategies as st

from fairlead.core.formats import contrl
from fairlead.core.formats.contrl import grammar
from fairlead.core.travel import Answer, Reference
from tests.core.formats.specimens import codes, loose, message, messages, on_one_line, push

REPORT = on_one_line("report.edi")


def test_the_example_runs() -> None:
    assert doctest.testmod(contrl).failed == 0


def test_a_whole_report() -> None:
    found = push(REPORT)
    assert [
        (answer.level, answer.reference, answer.code, answer.meaning, answer.text)
        for answer in found.answers
    ] == [
        ("interchange", "7", "7", "acknowledged", ""),
        (
            "message",
            "PAX7",
            "4",
            "rejected",
            "control count does not match number of instances received",
        ),
        ("segment", "3", "13", "", "missing"),
        ("element", "2:1", "12", "", "invalid value"),
    ]
    assert [(each.qualifier, each.value) for each in found.answers[0].references] == [
        ("sender", "ZZ"),
        ("recipient", "UTOAPI"),
    ]
    assert codes(found.problems) == []


def test_what_is_in_no_table_is_told() -> None:
    found = push(REPORT.replace(b"IATA+4+29", b"IATA+9+99").replace(b"UCD", b"UXX"))
    assert codes(found.problems) == [
        "contrl.action-unknown",
        "contrl.error-unknown",
        "contrl.segment-unexpected",
    ]
    assert [each.tag for each in found.kept] == ["UXX"]
    empty = push(b"UNH+1+CONTRL:4:1:UN'UCF+1'UNT+3+1'")
    assert codes(empty.problems) == [
        "edifact.no-interchange",
        "contrl.action-unknown",
        "contrl.report-missing",
    ]


def test_a_good_message_is_acknowledged() -> None:
    report = contrl.report_on(messages(on_one_line("answer.edi")))
    found = push(contrl.write(report))
    assert [(answer.level, answer.meaning, answer.text) for answer in found.answers] == [
        ("interchange", "acknowledged", ""),
        ("message", "acknowledged", ""),
    ]
    assert (found.sender, found.recipient) == ("ZZ", "UTOAPI")
    assert codes(found.problems) == []


def test_what_is_wrong_is_reported() -> None:
    data = on_one_line("answer.edi").replace(b"UNT+19", b"UNT+18").replace(b"UNZ+1+12", b"UNZ+1+13")
    data = data.replace(b"RFF+TN", b"R!F+TN")
    found = push(contrl.write(contrl.report_on([message(data)], list(loose(data)))))
    assert [
        (answer.level, answer.reference, answer.code, answer.text) for answer in found.answers
    ] == [
        ("interchange", "12", "7", "references do not match"),
        ("message", "1", "4", "control count does not match number of instances received"),
        ("segment", "3", "15", "not supported in this position"),
    ]


def test_nothing_received_is_reported_too() -> None:
    assert [answer.level for answer in contrl.report_on([]).answers] == ["interchange"]


CODES = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", min_size=1, max_size=9)


@st.composite
def lines(draw: st.DrawFn) -> Answer:
    level = draw(st.sampled_from(list(grammar.LEVELS.values())))
    error = draw(st.sampled_from(list(grammar.ERRORS)))
    reference = draw(CODES)
    if level in {"segment", "element"}:
        return Answer(level, error, grammar.ERRORS[error], reference=reference, codes=[error])
    action = draw(st.sampled_from(list(grammar.ACTIONS)))
    names = {"message": ("type",)}.get(level, ("sender", "recipient"))
    about = [Reference(name, draw(CODES)) for name in names]
    text, meaning = grammar.ERRORS[error], grammar.ACTIONS[action]
    answer = Answer(level, action, text, meaning, reference=reference, references=about)
    answer.codes = [action, error]
    return answer


@given(st.lists(lines(), max_size=6))
def test_meaning_survives_writing(given_: list[Answer]) -> None:
    report = contrl.report_on([])
    report.answers += given_
    found = push(contrl.write(report))
    assert [told(each) for each in found.answers] == [told(each) for each in report.answers]


def told(answer: Answer) -> tuple[object, ...]:
    about = [each.value for each in answer.references if each.value]
    return answer.level, answer.reference, answer.code, answer.meaning, answer.text, about
