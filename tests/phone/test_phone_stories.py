"""A story's file is read into steps, or refused by its line."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from enrollment.request import State
from phone.carrier import OptOut
from phone.stories import SHIPPED, Act, NotAStory, Step, in_other_houses, read_story

OWN_PAGE = {"Sec-Fetch-Site": "same-origin"}
ALL = sorted([*SHIPPED.values(), *(Path(__file__).parents[1] / "bot" / "stories").glob("*.story")])

TOLD = """\
# Two phones.
# A second remark is not the title.
> OPEN Maria Lopez
< We will mail to
  Maria Lopez
< And one more.
= accepted | Maria Lopez | 1234 Fruitridge Rd | Sacramento CA 95820 | en
! same_person
> +19165550102: {NumMedia=2} {OptOutType=STOP} STOP\\nplease
<-

@ +25h
<< Reminder
  in two lines
@ mailed
"""


def test_every_line_finds_its_place() -> None:
    story = read_story(TOLD)

    assert story.title == "Two phones."
    assert story.has_hours
    seen = ("accepted | Maria Lopez | 1234 Fruitridge Rd | Sacramento CA 95820 | en", "same_person")
    assert story.steps == (
        Step(Act.TEXT, 3, body="OPEN Maria Lopez", told=("We will mail to\nMaria Lopez", "And one more."), notes=seen),
        Step(Act.TEXT, 9, phone=1, body="STOP\nplease", pictures=2, opt_out=OptOut.STOP),
        Step(Act.PASS, 12, seconds=25 * 3600, later=("Reminder\nin two lines",)),
        Step(Act.STAFF, 15, state=State.MAILED),
    )


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_every_story_there_is_can_be_played(path: Path) -> None:
    text = path.read_text()
    story = read_story(text)

    sent = [line for line in text.split("\n") if line.startswith("> ")]
    assert [step.act for step in story.steps].count(Act.TEXT) == len(sent)
    told = sum(len(step.told) for step in story.steps)
    assert told == len(re.findall(r"^< ", text, re.MULTILINE))


NOT_STORIES = [
    pytest.param("", 1, id="nothing"),
    pytest.param("# only a title\n", 1, id="nobody-says-anything"),
    pytest.param("hello\n", 1, id="no-sign"),
    pytest.param("< a reply before any text\n> hi\n", 1, id="reply-before-text"),
    pytest.param("> hi\n@ yesterday\n", 2, id="no-such-time"),
    pytest.param("> hi\n@ held\n", 2, id="not-the-mailrooms-to-do"),
    pytest.param("> hi\n@ -5h\n", 2, id="back-in-time"),
    pytest.param("> hi\n> +19165550102: a\n> +19165550103: b\n", 3, id="a-third-phone"),
    pytest.param("> " + "x" * 1601, 1, id="longer-than-a-text"),
    pytest.param("> {NumMedia=99} hi", 1, id="more-pictures-than-twilio-takes"),
    pytest.param("> {NumMedia=two} hi", 1, id="a-number-in-words"),
    pytest.param("> hi\n" * 500, 401, id="endless"),
]


@pytest.mark.parametrize(("text", "line"), NOT_STORIES)
def test_what_cannot_be_played_is_refused_by_its_line(client: FlaskClient, text: str, line: int) -> None:
    with pytest.raises(NotAStory) as refused:
        read_story(text)
    assert refused.value.line == line

    answer = client.post("/phone/story", json={"text": text}, headers=OWN_PAGE)
    assert (answer.status_code, answer.get_json()) == (422, {"error": "not_a_story", "line": line})


def test_played_twice_its_people_live_in_other_houses() -> None:
    once, again = (in_other_houses(TOLD, random.Random(seed)) for seed in (1, 2))

    assert "1234" not in once
    assert once != again
    house = re.search(r"\| (\d{4}) Fruitridge", once)
    assert house is not None
    assert once.replace(house[1], "1234") == TOLD


def test_a_phone_number_is_no_house_number() -> None:
    text = "> hi\n< Call 866-901-3212\n= accepted | Ana | 3212 Power Inn Rd | Sacramento CA 95826 | en\n"

    assert "866-901-3212" in in_other_houses(text, random.Random(1))


def test_the_shelf_is_in_the_page_and_each_is_given_as_steps(client: FlaskClient) -> None:
    page = client.get("/phone/").text
    assert len(SHIPPED) >= 8
    for name in SHIPPED:
        assert f'value="{name}"' in page
        given = client.post("/phone/story", json={"shipped": name}, headers=OWN_PAGE).get_json()
        assert given["steps"][0]["act"] == "text"
