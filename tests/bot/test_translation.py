"""An English-speaking supervisor reads what a Spanish-speaking parent got: the same text, with the same values."""

from __future__ import annotations

from datetime import date

import pytest

from bot import catalogue
from bot.catalogue import FORMS, LONGEST, day_in_words
from bot.translation import english_of
from enrollment.agency import Agency
from parsers import Language, fold_gsm7
from runtime.agency import read_agency
from tests.conftest import ROOT

AGENCY = read_agency(ROOT / "agency.toml")
TEXTS, BY_STAFF = catalogue.texts(AGENCY), catalogue.texts_by_staff(AGENCY)
BOTH = (TEXTS, BY_STAFF)
FRAMES = {"first_contact", "first_question", "staff_frame", "may_remind"}
DAY = date(2026, 11, 21)  # sáb 21 nov: an accent that no text carries


def said(language: Language, code: str, forms: Language = Language.SPANISH) -> str:
    texts = TEXTS if code in TEXTS.wordings else BY_STAFF
    day = fold_gsm7(day_in_words(DAY, language))
    values = LONGEST | {"forms": FORMS[language, forms], "day": day, "asked": day, "since": day}
    return texts.say(code, language, **values)


@pytest.mark.parametrize("code", sorted((set(TEXTS.wordings) | set(BY_STAFF.wordings)) - FRAMES))
def test_every_spanish_text_has_its_english(code: str) -> None:
    english = english_of(BOTH, code, said(Language.SPANISH, code))
    expected = said(Language.ENGLISH, code)
    assert english is not None
    # English says "Sat, Nov 21" where Spanish says "sáb 21 nov": the same day in another order.
    assert english.replace("Sat 21 Nov", "Sat, Nov 21") == expected


@pytest.mark.parametrize("frame", ["first_contact", "first_question"])
def test_a_first_text_is_read_in_its_frame(frame: str) -> None:
    inner = said(Language.SPANISH, "ask_zip")
    body = TEXTS.say("ssn", Language.SPANISH) + " " + TEXTS.say(frame, Language.SPANISH, text=inner)
    english = english_of(BOTH, "ask_zip", body)
    framed = TEXTS.say(frame, Language.ENGLISH, text=said(Language.ENGLISH, "ask_zip"))
    assert english == f"{TEXTS.say('ssn', Language.ENGLISH)} {framed}"


def test_a_ready_made_text_of_staff_is_read_in_its_frame() -> None:
    body = BY_STAFF.say("staff_frame", Language.SPANISH, text=said(Language.SPANISH, "staff_unit"))
    assert english_of(BOTH, "staff_unit", body) == BY_STAFF.say(
        "staff_frame", Language.ENGLISH, text=said(Language.ENGLISH, "staff_unit")
    )


def test_what_the_county_has_not_confirmed_is_read_as_what_was_said_for_it() -> None:
    assert english_of(BOTH, "cost", said(Language.SPANISH, "not_ours")) == said(Language.ENGLISH, "not_ours")


@pytest.mark.parametrize(
    ("code", "body"),
    [
        pytest.param("ask_zip", "¿Me da su ZIP? (cinco cifras)", id="an older wording"),
        pytest.param("ask_zip", "", id="erased by retention"),
        pytest.param("staff_frame", "Sac County DCSS: Llame hoy. STOP para terminar.", id="a clerk's own words"),
        pytest.param("a_code_of_old", "¿Me da su ZIP? (5 cifras)", id="a code we no longer have"),
    ],
)
def test_what_does_not_stand_in_the_catalogue_is_not_guessed(agency: Agency, code: str, body: str) -> None:
    assert english_of(BOTH, code, body) is None
