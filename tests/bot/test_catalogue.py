"""Every text we send, in both languages: complete, short enough, and inviting no word with another meaning."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from bench.reading_level import english_texts, grade
from bot import catalogue
from bot.catalogue import FORMS, LONGEST, Catalogue, Wording
from bot.settle import ASK
from bot.turn import Question
from enrollment.agency import Agency
from parsers import Language, segments
from parsers.gsm7 import BASIC
from runtime.agency import read_agency
from tests.conftest import ROOT

AGENCY = read_agency(ROOT / "agency.toml")
TEXTS = catalogue.texts(AGENCY).wordings
CALLS = catalogue.calls(AGENCY).wordings
BY_STAFF = catalogue.texts_by_staff(AGENCY).wordings
UNPROMPTED = {"mailed", "returned", "reminder"}
FIRST_ASKED = (Question.NAME_AND_ADDRESS, Question.NAME, Question.ADDRESS, Question.ZIP)
BOTH = [pytest.param(code, wording, id=code) for code, wording in (TEXTS | CALLS | BY_STAFF).items()]
# What Twilio and the law take as an opt-out, an opt-in or a call for help.
RESERVED = re.compile(
    r"\b(YES|CANCEL|CANCELAR|END|QUIT|INFO|START|UNSTOP|UNSUBSCRIBE|REVOKE|OPTOUT|STOPALL|SI|SÍ|ALTO|BAJA|PARAR|FIN)\b"
)
FRAMES = {"first_contact", "first_question", "staff_frame"}  # go around another text
FIRST_QUESTIONS = sorted(ASK[question] for question in FIRST_ASKED)


@pytest.mark.parametrize(("code", "wording"), BOTH)
def test_both_languages_are_there_with_the_same_placeholders(code: str, wording: Wording) -> None:
    assert wording.english.strip()
    assert wording.spanish.strip()
    if code != "greeting":  # the English half names the office, the Spanish half offers the other key
        assert wording.placeholders(Language.ENGLISH) == wording.placeholders(Language.SPANISH)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("code", sorted(set(TEXTS) - FRAMES))
def test_no_text_costs_more_than_its_budget_with_the_longest_values(
    agency: Agency, code: str, language: Language
) -> None:
    for forms in Language:
        text = catalogue.texts(agency).say(code, language, forms=FORMS[language, forms], **LONGEST)
        assert segments(text) <= (TEXTS[code].budget or 0), text


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("code", FIRST_QUESTIONS)
def test_a_first_question_with_the_notice_around_it_costs_one_segment(
    agency: Agency, code: str, language: Language
) -> None:
    texts = catalogue.texts(agency)
    whole = texts.say("first_question", language, text=texts.say(code, language))
    assert segments(whole) == 1, whole


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("code", sorted(TEXTS))
def test_no_text_invites_a_word_that_means_something_else(code: str, language: Language) -> None:
    assert not RESERVED.search(TEXTS[code].in_language(language))


@pytest.mark.parametrize("code", ["accept_first", "first_contact", "first_question", "stop", "start", "help"])
def test_whatever_comes_first_names_the_sender(agency: Agency, code: str) -> None:
    texts = catalogue.texts(agency)
    for language in Language:
        said = texts.say(code, language, forms="", text="", **LONGEST)
        assert said.startswith((agency.sender_name, agency.full_name, agency.full_name_es))


@pytest.mark.parametrize("code", ["accept_first", "first_contact", "first_question", "help"])
def test_the_first_text_tells_rates_stop_and_help(code: str) -> None:
    english, spanish = TEXTS[code].english, TEXTS[code].spanish
    assert "Msg&data rates may apply" in english
    assert "STOP" in english
    assert "Pueden cobrarle mensajes y datos" in spanish
    assert "STOP" in spanish


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("code", sorted(UNPROMPTED))
def test_a_text_we_start_says_nothing_of_whom_or_what(code: str, language: Language) -> None:
    wording = TEXTS[code].in_language(language)
    assert not re.search(r"child|support|case|form|name|address|manutenc|hijo|caso|domicilio", wording.lower())
    assert TEXTS[code].placeholders(language) <= {"agency", "phone", "hours", "ref", "day"}
    assert "STOP" in wording


@pytest.mark.parametrize("code", ["danger", "wrong_person", "stop", "status_refusal", "status_alone_none", "review"])
def test_what_anybody_may_read_confirms_nothing(code: str) -> None:
    for language in Language:
        wording = TEXTS[code].in_language(language)
        assert TEXTS[code].placeholders(language) <= {"agency", "phone", "hours"}
        assert not re.search(r"your (request|package)|su solicitud|su pedido", wording.lower())


@pytest.mark.parametrize("language", Language)
def test_a_reminder_rests_on_words_that_the_first_question_holds(agency: Agency, language: Language) -> None:
    texts = catalogue.texts(agency)
    assert texts.say("may_remind", language) in texts.say("first_question", language, text="?")


# Words that are wrong without their accent: GSM-7 has no á í ó ú, so Spanish is worded around them, never stripped.
UNACCENTED = re.compile(
    r"\b(pidio|pidi|regreso|envio|mando|mas|dia|dias|aqui|asi|podra|podria|numero|codigo|pagina|informacion|"
    r"direccion|solicito|recibio|llamara|recibira|escribira|sera|estan|tambien|despues|telefono|ingles|espanol)\b"
)


@pytest.mark.parametrize("code", sorted(TEXTS))
def test_spanish_is_not_stripped_of_its_accents(code: str) -> None:
    assert not UNACCENTED.search(TEXTS[code].spanish)


@pytest.mark.parametrize("code", sorted(TEXTS))
def test_every_text_is_carried_in_the_cheap_alphabet(code: str) -> None:
    for language in Language:
        assert set(TEXTS[code].in_language(language)) <= BASIC | {"{", "}"}


def test_english_is_for_a_sixth_grader() -> None:
    """`python -m bench.reading_level` prints the figures."""
    grades = {code: grade(text) for code, text in english_texts(ROOT).items()}
    assert grade("\n".join(english_texts(ROOT).values())) <= 6
    assert {code for code, level in grades.items() if level > 7} == set()


def test_what_the_county_has_not_confirmed_is_not_stated(agency: Agency) -> None:
    silent = catalogue.texts(replace(agency, states=frozenset()))
    for code in catalogue.STATEMENTS:
        assert silent.say(code, Language.ENGLISH) == silent.say("not_ours", Language.ENGLISH)


def test_the_statements_that_agency_toml_may_list_are_texts() -> None:
    assert set(TEXTS) >= catalogue.STATEMENTS
    assert AGENCY.states <= catalogue.STATEMENTS


def test_the_bot_says_no_telephone_number_price_or_address_of_its_own() -> None:
    """Facts come from agency.toml; only the examples that show how to write stand in the catalogue."""
    for code, wording in TEXTS.items():
        for language in Language:
            bare = re.sub(
                r"95814|12 Main St Apt 3|711|911|30 sep|1 oct|Oct 1|Sep 30", "", wording.in_language(language)
            )
            assert not re.search(r"\d{3,}|\$", re.sub(r"\{\w+\}", "", bare)), code


def test_an_unknown_code_is_an_error_not_a_silence(agency: Agency) -> None:
    with pytest.raises(KeyError):
        Catalogue({}, agency).say("accept", Language.ENGLISH)
