"""Every text we send, in both languages: complete, short enough, and inviting no word with another meaning."""

from __future__ import annotations

import re

import pytest

from bot import catalogue
from bot.catalogue import FORMS, Catalogue, Wording
from enrollment.agency import Agency
from parsers import Language, segments
from runtime.agency import read_agency
from tests.conftest import ROOT

AGENCY = read_agency(ROOT / "agency.toml")
TEXTS = catalogue.texts(AGENCY).wordings
CALLS = catalogue.calls(AGENCY).wordings
BOTH = [pytest.param(code, wording, id=code) for code, wording in (TEXTS | CALLS).items()]
# What Twilio and the law take as an opt-out, an opt-in or a call for help.
RESERVED = re.compile(
    r"\b(YES|CANCEL|CANCELAR|END|QUIT|INFO|START|UNSTOP|UNSUBSCRIBE|REVOKE|OPTOUT|STOPALL|SI|SÍ|ALTO|BAJA|PARAR|FIN)\b"
)
LONGEST = {
    "name": "Guadalupe Hernandez-Villanueva",
    "first_line": "12345 Rancho Cordova Pkwy Bldg 12 Apt 304",
    "last_line": "North Highlands CA 95660-1234",
    "ref": "4829-1037",
    "day": "Wed, Nov 25",
    "asked": "Wed, Nov 25",
    "since": "Nov 25, 2026",
}


@pytest.mark.parametrize(("code", "wording"), BOTH)
def test_both_languages_are_there_with_the_same_placeholders(code: str, wording: Wording) -> None:
    assert wording.english.strip()
    assert wording.spanish.strip()
    if code != "greeting":  # the English half names the office, the Spanish half offers the other key
        assert wording.placeholders(Language.ENGLISH) == wording.placeholders(Language.SPANISH)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("code", sorted(set(TEXTS) - {"first_contact"}))
def test_no_text_costs_more_than_its_budget_with_the_longest_values(
    agency: Agency, code: str, language: Language
) -> None:
    for forms in Language:
        text = catalogue.texts(agency).say(code, language, forms=FORMS[language, forms], **LONGEST)
        assert segments(text) <= (TEXTS[code].budget or 0), text


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("code", sorted(code for code in TEXTS if code.startswith("ask_") and code != "ask_change"))
def test_a_first_question_with_the_notice_around_it_costs_one_segment(
    agency: Agency, code: str, language: Language
) -> None:
    texts = catalogue.texts(agency)
    whole = texts.say("first_contact", language, text=texts.say(code, language))
    assert segments(whole) == 1, whole


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("code", sorted(TEXTS))
def test_no_text_invites_a_word_that_means_something_else(code: str, language: Language) -> None:
    assert not RESERVED.search(TEXTS[code].in_language(language))


@pytest.mark.parametrize("code", ["accept_first", "first_contact", "stop", "start", "help"])
def test_whatever_comes_first_names_the_sender(agency: Agency, code: str) -> None:
    texts = catalogue.texts(agency)
    for language in Language:
        said = texts.say(code, language, forms="", text="", **LONGEST)
        assert said.startswith((agency.sender_name, agency.full_name, agency.full_name_es))


@pytest.mark.parametrize("code", ["accept_first", "first_contact", "help"])
def test_the_first_text_tells_rates_stop_and_help(code: str) -> None:
    english, spanish = TEXTS[code].english, TEXTS[code].spanish
    assert "Msg&data rates may apply" in english
    assert "STOP" in english
    assert "Pueden aplicar cargos" in spanish
    assert "STOP" in spanish


def test_a_text_we_start_says_nothing_of_whom_or_what() -> None:
    for language in Language:
        wording = TEXTS["mailed"].in_language(language).lower()
        assert not re.search(r"child|support|case|form|name|address|manutenc|hijo|caso|domicilio", wording)


def test_an_unknown_code_is_an_error_not_a_silence(agency: Agency) -> None:
    with pytest.raises(KeyError):
        Catalogue({}, agency).say("accept", Language.ENGLISH)
