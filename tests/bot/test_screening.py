"""What staff may not text to a phone that anybody may hold, and what a supervisor must read first."""

from __future__ import annotations

import pytest

from bot import catalogue
from bot.by_staff import FRAME
from bot.screening import LONGEST, Finding, Refusal, findings, refuse, tidy
from enrollment.agency import Agency
from enrollment.particulars import Particulars
from enrollment.reference import check_digit, spoken
from parsers import Language, PersonName, PostalAddress, segments
from runtime.agency import read_agency
from tests.conftest import ROOT

AGENCY = read_agency(ROOT / "agency.toml")
BY_STAFF = catalogue.texts_by_staff(AGENCY)
REFERENCE = "4829103" + check_digit("4829103")
READY_MADE = sorted(set(BY_STAFF.wordings) - {FRAME})
MARIA = Particulars(
    Language.SPANISH,
    PersonName("María Van López"),
    PostalAddress("1234 Fruitridge Rd", "Apt 5", "Sacramento", "CA", "95820"),
)

HARMLESS = [
    "We got it. Thank you for your text",
    "we have your letter ready",
    "Please reply with your unit",
    "We will call on Monday at 9 am",
    "We close at 5 today, call tomorrow before 10",
    "May is fine. Can you come on May 3?",
    f"Please call {AGENCY.phone} or come to {AGENCY.office_lines[0]}",
    f"Write to {AGENCY.mail_lines[0]}, or see {AGENCY.url}",
    "Please tell us in one word",
    "Gracias por escribirnos. Esperamos su respuesta",
    "Sí, lo tenemos",
    "We do not have info on that",
    "Yes, we have it",
]
HITS = [
    pytest.param("hi maria, please call us", Finding.NAME, id="her own name, without a capital"),
    pytest.param("Llame a Rosa", Finding.NAME, id="a name of the office's"),
    pytest.param("Is Van your middle one?", Finding.NAME, id="a short word of her name"),
    pytest.param("is it still 1234 fruitridge rd", Finding.ADDRESS, id="her own street"),
    pytest.param("Is 77 Elm St right?", Finding.ADDRESS, id="another street"),
    pytest.param("Do you live at apt 5 or apt 6", Finding.ADDRESS, id="a unit"),
    pytest.param("Is it still PO Box 88", Finding.ADDRESS, id="a box"),
    pytest.param("Call 916-555-0123", Finding.PHONE, id="a phone that is not ours"),
    pytest.param(f"Your number is {spoken(REFERENCE)}", Finding.REFERENCE, id="a reference"),
    pytest.param("It is 0123456789", Finding.NUMBER, id="a case number"),
    pytest.param("It is 01 234 567 89", Finding.NUMBER, id="a case number with spaces"),
    pytest.param("born 1/2/1990?", Finding.NUMBER, id="a birth date"),
    pytest.param("Is your ZIP 95820", Finding.NUMBER, id="a ZIP code"),
    pytest.param("see https://example.com/x", Finding.LINK, id="a link"),
    pytest.param("write to me at ann@example.com", Finding.LINK, id="an e-mail address"),
    pytest.param("Your case is open", Finding.TOPIC, id="case"),
    pytest.param("about child support", Finding.TOPIC, id="child support"),
    pytest.param("the other parent", Finding.TOPIC, id="other parent"),
    pytest.param("We are DCSS", Finding.TOPIC, id="DCSS"),
    pytest.param("about custody", Finding.TOPIC, id="custody"),
    pytest.param("su caso", Finding.TOPIC, id="Spanish: case"),
    pytest.param("la manutención", Finding.TOPIC, id="Spanish: support, with its accent"),
    pytest.param("el papá de su hijo", Finding.TOPIC, id="Spanish: father, son"),
    pytest.param("la custodia", Finding.TOPIC, id="Spanish: custody"),
    pytest.param("Is it safe to call?", Finding.DANGER, id="safety"),
    pytest.param("¿está en peligro?", Finding.DANGER, id="Spanish: danger"),
]
REFUSED = [
    pytest.param("Text YES to go on", Refusal.RESERVED, id="yes"),
    pytest.param("reply yes if ok", Refusal.RESERVED, id="yes, in small letters"),
    pytest.param("Please answer with quit", Refusal.RESERVED, id="quit"),
    pytest.param("text the word start", Refusal.RESERVED, id="start"),
    pytest.param("CANCEL ends it", Refusal.RESERVED, id="in capitals, wherever it stands"),
    pytest.param("Escriba sí", Refusal.RESERVED, id="Spanish yes"),
    pytest.param("responda con fin", Refusal.RESERVED, id="Spanish end"),
    pytest.param("Reply INFO", Refusal.RESERVED, id="info"),
    pytest.param("Reply 1 if right", Refusal.DIGIT, id="a digit"),
    pytest.param("responda uno", Refusal.DIGIT, id="a digit in words"),
    pytest.param("it is 123-45-6789", Refusal.SSN, id="a Social Security number"),
    pytest.param("", Refusal.EMPTY, id="nothing"),
    pytest.param("x" * (LONGEST + 1), Refusal.TOO_LONG, id="a letter's length"),
]


@pytest.mark.parametrize("text", HARMLESS)
def test_what_tells_nothing_goes_out(agency: Agency, text: str) -> None:
    assert refuse(tidy(text)) is None
    assert findings(tidy(text), agency, [MARIA]) == ()


@pytest.mark.parametrize(("text", "finding"), HITS)
def test_what_tells_something_is_found(agency: Agency, text: str, finding: Finding) -> None:
    assert finding in findings(tidy(text), agency, [MARIA])


@pytest.mark.parametrize(("text", "refusal"), REFUSED)
def test_what_nobody_may_send_is_refused(text: str, refusal: Refusal) -> None:
    assert refuse(tidy(text)) is refusal


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("code", READY_MADE)
def test_what_is_ready_made_passes_the_same_look_and_costs_one_text(
    agency: Agency, code: str, language: Language
) -> None:
    said = BY_STAFF.say(code, language)
    assert refuse(said) is None
    assert findings(said, agency, [MARIA]) == ()
    whole = BY_STAFF.say(FRAME, language, text=said)
    assert segments(whole) == BY_STAFF.wordings[code].budget == 1, whole
    assert whole.startswith(agency.sender_name)
    assert "STOP" in whole


def test_line_breaks_and_marks_nobody_sees_are_taken_off() -> None:
    assert tidy("  please\r\n call\u200b us\t") == "please call us"
