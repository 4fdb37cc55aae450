"""What must hold for any text at all."""

from __future__ import annotations

import re
import string
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from parsers import (
    Keyword,
    Part,
    fold_gsm7,
    mailing_lines,
    normal_address,
    normal_name,
    read_answer,
    read_choice,
    read_message,
    read_phone,
    scrub_ssn,
    segments,
)
from parsers.gsm7 import BASIC

ANYTHING = st.text(max_size=400)
WORDS = "OPEN Maria Lopez 1234 95820 Apt # St Sacramento CA , spanish P.O. Box - / ½ c/o 95820-1234 987654320 é 🙏 \n"
WORDISH = st.lists(
    st.sampled_from(WORDS.split(" ")),
    max_size=40,
).map(" ".join)
EVERY_PART = frozenset(Part)


@settings(max_examples=150, deadline=None)
@given(ANYTHING | WORDISH)
@example('OPE#A#C/O"CO0000000')
@example('0PEN"00')
def test_no_text_is_too_strange_to_be_read(text: str) -> None:
    for reading in (read_message(text), read_answer(text, EVERY_PART)):
        assert isinstance(reading.keyword, Keyword)
        for part in reading.doubtful:
            assert part not in reading.missing
        if reading.name and reading.address:
            lines = mailing_lines(reading.name, reading.address)
            assert all(line == line.strip() and "\n" not in line for line in lines)
            normal_name(reading.name)
            normal_address(reading.address)
    read_choice(text)
    read_phone(text)
    segments(text)


@settings(max_examples=100, deadline=None)
@given(
    st.integers(900, 999),
    st.integers(0, 99),
    st.integers(0, 9999),
    st.sampled_from(["-", " ", ".", " - ", "–", "\u200b-"]),
    st.sampled_from(
        ["OPEN Ana Ruiz {} 3 Elm St Galt CA 95632", "{}", "my ssn is {}", "mi seguro {} gracias", "SSN:{}", "({})"]
    ),
)
def test_a_social_security_number_never_survives(area: int, group: int, serial: int, sep: str, around: str) -> None:
    ssn = f"{area}{sep}{group:02d}{sep}{serial:04d}"
    reading = read_message(around.format(ssn))
    digits = f"{area}{group:02d}{serial:04d}"
    assert reading.had_ssn
    assert digits not in re.sub(r"\D", "", reading.text)
    fields = (
        [reading.name.full if reading.name else "", *(reading.address.first_line, reading.address.last_line)]
        if reading.address
        else []
    )
    assert not any(digits in re.sub(r"\D", "", field) for field in fields)
    assert digits not in reading.numbers


@pytest.mark.parametrize(
    "text",
    [
        "ssn 987654320", "social security number 987 65 4320", "mi seguro social es 987654320", "987654320",
        "SSN#987-65-4320",
        "my social is 987.65.4320", "itin 987-65-4320", "ss# 987 654 320", "ssn ends in 4320",
        "last 4 of my ssn is 4320",
        "９８７-６５-４３２０", "xxx-xx-4320",
    ],
)  # fmt: skip
def test_a_social_security_number_is_known_by_shape_or_by_name(text: str) -> None:
    scrubbed, had = scrub_ssn(text)
    assert had
    assert "4320" not in scrubbed
    assert "４３２０" not in scrubbed


@pytest.mark.parametrize(
    "spoken",
    [
        "nine eight seven six five four three two oh",
        "nueve, ocho, siete, seis, cinco, cuatro, tres, dos, cero",
        "nine oh one dash two three dash four five six seven",
        "nueve cero uno guion dos tres guion 4567",
        "901 two three 4567",
        "901 dash 23 dash 4567",
        "nine oh one, dash, two three, dash, 4567",
    ],
)
def test_a_social_security_number_in_words_is_cut_and_a_phone_in_words_is_not(spoken: str) -> None:
    assert scrub_ssn(f"my social is {spoken} ok") == ("my social is [SSN] ok", True)
    assert scrub_ssn(f"Apt 4, {spoken} is my social") == ("Apt 4, [SSN] is my social", True)
    for beside in (" 1204 Elm St", ", 12 Elm St", "\n5 Elm St", ". 5 kids"):
        assert scrub_ssn(f"my ssn is {spoken}{beside}") == (f"my ssn is [SSN]{beside}", True)
    assert scrub_ssn(f"my ssn {spoken} one")[0].endswith("one")


@pytest.mark.parametrize(
    "spoken",
    [
        "five fifty five twelve thirty four fifty six",
        "cinco cinco cinco doce treinta y cuatro cincuenta y seis",
        "triple five one two three four five six",
    ],
)
def test_what_is_called_a_social_security_number_is_cut_however_it_is_spoken(spoken: str) -> None:
    assert scrub_ssn(f"my social is {spoken} ok") == ("my social is [SSN] ok", True)


@pytest.mark.parametrize(
    "spoken",
    [
        "nine oh one twenty three forty five sixty seven",
        "ninety nine one fifty five twelve thirty four",
        "nine double oh eleven triple four two",
        "nueve cero uno veinte cuarenta y cinco sesenta y siete",
        "nueve cero uno veintidós cuarenta y cinco sesenta y siete",
    ],
)
def test_nine_digits_in_tens_are_cut_though_nothing_calls_them_so(spoken: str) -> None:
    assert scrub_ssn(f"OPEN Ana Ruiz {spoken} 12 Elm St") == ("OPEN Ana Ruiz [SSN] 12 Elm St", True)
    assert scrub_ssn(f"OPEN case number {spoken}") == (f"OPEN case number {spoken}", False)


@pytest.mark.parametrize(
    "text",
    [
        "kids are two, five, seven, 12, 1204 Elm St", "mis hijos tienen uno, tres, cinco, 12, 1204 Elm St",
        "call me five five five 0123 12 Elm St", "unit one two three 4512 47th Ave",
        "Galt CA nine five six three two 1234", "social security one 2204 2204 Elm St",
        "nine one six five five five zero one two three",
        "nine sixteen five fifty five oh one twenty three", "forty five twelve forty seventh Ave apt twenty two",
    ],
)  # fmt: skip
def test_other_numbers_in_words_stay(text: str) -> None:
    assert scrub_ssn(text) == (text, False)


@pytest.mark.parametrize(
    "text",
    [
        "OPEN Ana Ruiz 3 Elm St Galt CA 956321234", "3 Elm St Galt 95632-1234", "call 916 555 0133", "9165550133",
        "case 0123456789",
        "4829-1037", "PO Box 4471 Sacramento CA 95812-1679", "12345 Elm St",
        "I get social security 1234 Elm St Galt", "case number 123456789", "10/12/1990",
    ],
)  # fmt: skip
def test_other_numbers_are_no_social_security_numbers(text: str) -> None:
    assert scrub_ssn(text) == (text, False)


@settings(max_examples=200, deadline=None)
@given(ANYTHING)
def test_folded_text_costs_the_least(text: str) -> None:
    folded = fold_gsm7(text)
    assert set(folded) <= BASIC
    assert fold_gsm7(folded) == folded


@pytest.mark.parametrize(
    "text",
    [
        "1 " * 800, "a" * 1600, "9" * 1600, "9-" * 800, ". " * 800, "ssn " * 400, "#" * 1600, "Apt 5 " * 266,
        "OPEN " * 320,
        "(" * 1600, "case number is " * 106, "no me " * 266, "\n" * 1600, "a@" * 800, "a.b" * 533, "- - " * 400,
        "st/" * 533,
        "1/2 " * 400, "seguro social " * 114, "X" * 800 + "-" * 800, "dob 1 " * 266, "é" * 1600, "95820 " * 266,
        "de la " * 266,
        (string.printable * 16)[:1600], "i want to open a " * 94, "don't send " * 145, "urb a " * 266, "one " * 400,
    ],
    ids=lambda text: f"{text[:6]!r}...",
)  # fmt: skip
def test_sixteen_hundred_characters_of_anything_are_read_at_once(text: str) -> None:
    started = time.perf_counter()
    read_message(text)
    # A hundredth of a second is usual; a pattern that backtracks would take many seconds.
    assert time.perf_counter() - started < 1.0


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=12) | st.sampled_from(WORDS.split(" ")), min_size=1, max_size=4))
def test_whatever_is_repeated_to_sixteen_hundred_characters_is_read_at_once(fragments: list[str]) -> None:
    text = (" ".join(fragments) * 1600)[:1600]
    started = time.process_time()
    read_message(text)
    assert time.process_time() - started < 2.0


def test_nine_digits_in_words_are_cut_whatever_number_stands_behind_them() -> None:
    text = "nine zero one two three four five six seven twenty two years old"
    assert scrub_ssn(text) == ("[SSN] twenty two years old", True)
    assert scrub_ssn("kids ages one three five seven nine eleven twelve")[1] is False


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("abrir ana nuño 958242206 5730 El Paraiso Ave sacramento ca", False),  # no number of the kind begins so
        ("abrir ana nuño 958652206 5730 El Paraiso Ave sacramento ca", True),  # a taxpayer's might
        ("abrir ana nuño 958242206 5730 El Paraiso Ave", True),  # no city that the ZIP belongs to
        ("abrir ana nuño 958242206 5730 El Paraiso Ave sacramento 95824", True),  # it has another ZIP
        ("my ssn 958242206 ana nuño 5730 El Paraiso Ave sacramento ca", True),  # it is called one
        ("ana nuño 958242206 my social. sacramento", True),  # behind it too
        ("abrir ana nuño 958242206 12 Sacramento St", True),  # a street, and no city
    ],
)
def test_nine_digits_run_together_are_cut_unless_they_can_only_be_a_zip(text: str, cut: bool) -> None:
    assert scrub_ssn(text)[1] == cut
