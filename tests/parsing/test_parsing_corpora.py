"""Every form a text may take that once was read wrong, or might be: one row of data each."""

from __future__ import annotations

from typing import Any

import pytest

from parsers import Keyword, Part, PersonName, PostalAddress, mailing_lines, read_answer, read_message
from tests.parsing import judge


@pytest.mark.parametrize("row", judge.rows("oddities.jsonl"), ids=judge.title)
def test_an_odd_first_text_is_read_as_a_person_would(row: dict[str, Any]) -> None:
    expect = row["expect"]
    row = {**expect, "line": expect["line1"], "unit": expect["line2"], **row}
    reading = read_message(row["text"])
    assert reading.keyword is Keyword.OPEN
    found, wanted = judge.parts(reading), judge.wanted(row)
    if "state" in row.get("ignore", []):
        found["state"] = wanted["state"]
    assert found == wanted
    if row.get("doubt"):
        assert reading.doubtful
    else:
        names = {Part.NAME: "name", Part.DELIVERY_LINE: "line1", Part.ZIP: "zip5"}
        assert [names[part] for part in reading.missing] == expect["missing"]


@pytest.mark.parametrize("row", judge.rows("keywords.jsonl"), ids=judge.title)
def test_a_command_is_heard_in_any_wording(row: dict[str, Any]) -> None:
    assert read_message(row["text"]).keyword == row["keyword"]


@pytest.mark.parametrize("row", judge.rows("answers.jsonl"), ids=judge.title)
def test_an_answer_gives_what_it_says_and_no_more(row: dict[str, Any]) -> None:
    reading = read_answer(row["text"], frozenset(Part(part) for part in row["asked"]))
    assert judge.parts(reading) == judge.wanted(row)
    assert reading.keyword == row.get("keyword", "other")
    assert list(reading.missing) == row.get("missing", [])
    assert reading.had_ssn == row.get("ssn", False)


@pytest.mark.parametrize("row", judge.rows("wishes.jsonl"), ids=lambda row: row["wish"])
def test_the_language_of_the_forms_is_the_one_wished_for(row: dict[str, Any]) -> None:
    """English is what nobody needs to ask for: "en" stands for it and for nothing said."""
    whole = f"OPEN Maria Lopez {_DOOR}. {row['wish']}"
    texts = [whole, f"open {row['wish']} Maria Lopez {_DOOR}"]
    if "needs_commas" not in row:
        texts.append(whole.lower().replace(",", "").replace(".", ""))
    for text in texts:
        assert (read_message(text).forms_language or "en") == row["language"], text


_DOOR = "1234 Fruitridge Rd Apt 5 Sacramento CA 95820"


@pytest.mark.parametrize("row", judge.rows("mailing.jsonl"), ids=lambda row: row["lines"][1])
def test_the_envelope_is_written_as_publication_28_says(row: dict[str, Any]) -> None:
    assert mailing_lines(PersonName(row["name"]), PostalAddress(**row["address"])) == tuple(row["lines"])
