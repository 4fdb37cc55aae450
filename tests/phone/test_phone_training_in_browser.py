"""Every button of the training desk and of a call, in a real browser."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from enrollment.request import State
from phone.carrier import LONGEST
from tests.phone.in_browser import (
    OPEN,
    SIZES,
    axe_is_silent,
    desk,
    expect_bubbles,
    one,
    opened,
    own_number,
    text,
    two,
)
from tests.phone.standin_county import PUBLIC, Standin

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::ResourceWarning")]  # Playwright's own sockets


def press(place: Locator, name: str) -> None:
    place.get_by_role("button", name=name, exact=True).click()


def said(page: Page) -> Locator:
    return desk(page).locator("[data-part=said]")


# Two phones


def test_two_phones_stand_side_by_side_and_each_has_its_own_texts(page: Page, county: Standin) -> None:
    text(one(page), "OPEN Maria Lopez")
    text(two(page), "ABRIR Rosa Lopez")

    expect_bubbles(one(page), "OPEN Maria Lopez", "Thank you.")
    expect_bubbles(two(page), "ABRIR Rosa Lopez", "Thank you.")
    assert own_number(one(page)) != own_number(two(page))
    left, right = one(page).bounding_box(), two(page).bounding_box()
    assert left
    assert right
    assert left["x"] + left["width"] <= right["x"]
    assert {form["From"] for form in county.webhooks} == {own_number(one(page)), own_number(two(page))}


def test_two_phones_never_choose_one_number(page: Page) -> None:
    page.add_init_script("let n = 0; Math.random = () => [0, 0.5][Math.floor(n++ / 4) % 2]")  # twice the same, twice
    page.evaluate("sessionStorage.clear()")
    opened(page)

    assert own_number(one(page)) != own_number(two(page))


def test_a_text_is_dated_by_the_clock_as_it_has_just_been_moved(page: Page) -> None:
    press(desk(page), "Next working day, 9:00")
    expect(desk(page).locator("[data-part=moved]")).to_contain_text("Moved on")
    text(one(page), OPEN)

    expect(one(page).locator("li.day")).to_have_text(["Tuesday, March 3"])
    expect(one(page).locator("li.mine .meta")).to_contain_text("9:00 AM")


def test_on_a_narrow_screen_one_place_shows_at_a_time(chromium: Browser, url: str) -> None:
    width, height = SIZES["phone"]
    context = chromium.new_context(base_url=url, viewport={"width": width, "height": height})
    page = opened(context.new_page())
    for name, shown in (("Sister’s phone", two), ("Training desk", desk), ("Mother’s phone", one)):
        press(page.locator(".views"), name)
        expect(page.get_by_role("button", name=name, exact=True)).to_have_attribute("aria-pressed", "true")
        for place in (one, two, desk):
            expect(place(page)).to_be_visible(visible=place is shown)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_the_page_is_spanish_and_keeps_its_phones(page: Page, county: Standin) -> None:
    text(one(page), OPEN)
    expect_bubbles(one(page), OPEN, "Thank you.")
    page.get_by_role("link", name="Español").click()

    expect(desk(page).get_by_role("heading", name="Mesa de práctica")).to_be_visible()
    expect_bubbles(one(page), OPEN, "Thank you.")
    expect(one(page).locator("li.day")).to_contain_text("marzo")
    page.get_by_role("link", name="English").click()
    expect(desk(page).get_by_role("heading", name="Training desk")).to_be_visible()


# A call

GREETING = (
    f'<Gather numDigits="1" action="{PUBLIC}/twilio/voice/language?tries=0" actionOnEmptyResult="true">'
    '<Say voice="Polly.Joanna" language="en-US">For English, press 1.</Say>'
    '<Say voice="Polly.Mia" language="es-MX">Para español, oprima el 2.</Say></Gather>'
)
REFERENCE = (
    '<Gather finishOnKey="#" numDigits="8" action="/twilio/voice/reference"><Say>Key it.</Say></Gather><Hangup/>'
)
WAITING = "<Pause length='2'/><Message>Text OPEN</Message><Redirect>/twilio/voice/menu</Redirect>"


@pytest.fixture
def voice(county: Standin) -> dict[str, str]:
    county.voice |= {
        "/twilio/voice": GREETING,
        "/twilio/voice/language?tries=0": REFERENCE,
        "/twilio/voice/reference": WAITING,
        "/twilio/voice/menu": "<Say language='es-MX'>Le comunicamos.</Say><Dial>+18669013212</Dial>",
    }
    return county.voice


def transcript(page: Page) -> Locator:
    return one(page).locator("[data-part=transcript]")


def spoken(page: Page) -> list[str]:
    return transcript(page).locator(".text").all_inner_texts()


def key(page: Page, keys: str) -> None:
    for one_key in keys:
        press(one(page), one_key)


def test_a_call_plays_every_verb_and_marks_the_language(page: Page, county: Standin, voice: dict[str, str]) -> None:
    press(one(page), "Call the county")
    expect(one(page).locator("[lang=es-MX]")).to_have_text("Para español, oprima el 2.")
    expect(one(page).locator("[data-part=transcript] .tag")).to_have_text(["English", "Spanish"])
    key(page, "2")
    expect(transcript(page).get_by_text("Key it.")).to_be_visible()
    key(page, "4829*#")

    expect(transcript(page).get_by_text("Put through to (866) 901-3212")).to_be_visible()
    assert spoken(page)[2:] == [
        "You pressed 2",
        "Key it.",
        "You pressed 4829*",
        "Pause of 2 s",
        "Sent by text: Text OPEN",
        "Le comunicamos.",
        "Put through to (866) 901-3212. A person answers there.",
    ]
    assert [form.get("Digits") for _, form in county.calls] == [None, "2", "4829*", None]
    expect(one(page).get_by_role("button", name="5", exact=True)).to_be_disabled()
    press(one(page), "Hang up")
    expect(one(page).locator("[data-part=how]")).to_have_text("Call ended")


def test_eight_keys_need_no_pound_and_the_keyboard_dials(page: Page, county: Standin, voice: dict[str, str]) -> None:
    press(one(page), "Call the county")
    expect(transcript(page).get_by_text("For English")).to_be_visible()
    page.keyboard.type("1")
    expect(transcript(page).get_by_text("Key it.")).to_be_visible()
    page.keyboard.type("48291037")
    expect(transcript(page).get_by_text("You pressed 48291037")).to_be_visible()


def test_silence_goes_on_where_the_answer_says(page: Page, county: Standin, voice: dict[str, str]) -> None:
    press(one(page), "Call the county")
    expect(transcript(page).get_by_text("For English")).to_be_visible()
    press(one(page), "Say nothing")
    expect(transcript(page).get_by_text("Key it.")).to_be_visible()
    assert county.calls[-1][1]["Digits"] == ""

    press(one(page), "Say nothing")  # that Gather does not ask for it: the next verb hangs up
    expect(transcript(page).get_by_text("The county hung up")).to_be_visible()
    press(one(page), "Call again")
    expect(transcript(page).get_by_text("For English")).to_be_visible()
    assert len(county.calls) == 3
    press(one(page), "Hang up")
    press(one(page), "Back to texts")
    expect(one(page).get_by_label("Text to the county")).to_be_visible()
    expect(one(page).get_by_role("button", name="Call the county")).to_be_focused()


def test_a_call_that_fails_says_why(page: Page, county: Standin) -> None:
    county.status = 503
    press(one(page), "Call the county")
    expect(transcript(page).get_by_text("503")).to_be_visible()
    expect(one(page).locator("[data-part=how]")).to_have_text("Call ended")


# What goes wrong


def test_the_last_webhook_is_repeated_and_has_no_second_effect(page: Page, county: Standin) -> None:
    press(desk(page), "Repeat the last one")
    expect(said(page)).to_have_text("Send a text first.")
    text(one(page), OPEN)
    expect_bubbles(one(page), OPEN, "Thank you.")

    press(desk(page), "Repeat the last one")

    expect(said(page)).to_contain_text("the same answer, and nothing new was stored")
    assert len({form["MessageSid"] for form in county.webhooks}) == 1
    assert len(county.webhooks) == 2
    expect_bubbles(one(page), OPEN, "Thank you.")


def test_an_answer_that_differs_the_second_time_is_called_a_fault(page: Page, county: Standin) -> None:
    text(one(page), OPEN)
    expect_bubbles(one(page), OPEN, "Thank you.")
    county.replies = ["Something else"]
    press(desk(page), "Repeat the last one")
    expect(said(page)).to_contain_text("That is a fault")


def test_a_bad_signature_is_refused_and_stores_nothing(page: Page, county: Standin) -> None:
    desk(page).get_by_label("Sister’s phone").check()
    press(desk(page), "Bad signature")

    expect(said(page)).to_have_text("Bad signature: refused (403), and nothing was stored.")
    expect(two(page).locator("li.system")).to_contain_text("403")
    assert county.webhooks == []


RECEIPTS = [
    ("Delivered", ["sent", "delivered"], None),
    ("Doubled, out of order", ["delivered", "sent", "delivered", "sent"], None),
    ("Handset off (30003)", ["sent", "undelivered"], "30003"),
    ("Landline (30006)", ["sent", "undelivered"], "30006"),
    ("Opted out at Twilio (21610)", ["failed"], "21610"),
]


def test_receipts_are_told_for_the_countys_last_text(page: Page, county: Standin) -> None:
    """The stand-in keeps whatever came last; that the house does not is tests/bot's to say."""
    press(desk(page), "Delivered")
    expect(said(page)).to_have_text("Send a text first.")
    text(one(page), OPEN)
    expect_bubbles(one(page), OPEN, "Thank you.")
    for button, statuses, error in RECEIPTS:
        county.receipts.clear()
        press(desk(page), button)
        expect(said(page)).to_contain_text(f"The text stands as: {statuses[-1]}.")
        assert [(row, form["MessageStatus"]) for row, form in county.receipts] == [("2", status) for status in statuses]
        assert county.receipts[-1][1].get("ErrorCode") == error


def test_what_did_not_arrive_and_is_sent_again_comes_in_then(page: Page, county: Standin) -> None:
    notice = county.put(own_number(one(page)), "We have mailed your forms.")
    expect(one(page).locator("li.theirs .text")).to_have_text("We have mailed your forms.", timeout=5000)
    county.receipt(notice, "undelivered")
    expect(one(page).locator("li.theirs .meta")).to_contain_text("not delivered", timeout=5000)
    county.receipt(notice, "sent")
    expect(one(page).locator("li.theirs .meta")).not_to_contain_text("not delivered", timeout=5000)
    expect_bubbles(one(page), "We have mailed your forms.")


def test_odd_texts_are_sent_at_once_from_the_phone_that_is_chosen(page: Page, county: Standin) -> None:
    desk(page).get_by_label("Sister’s phone").check()
    for button in ("Picture alone", "1,600 characters", "Emoji", "Other script", "STOP, answered by Twilio"):
        press(desk(page), button)
        expect(said(page)).to_contain_text("Sister’s phone sent it. The county answered: Thank you.")

    picture, long, emoji, script, stop = county.webhooks
    assert (picture["NumMedia"], picture["Body"]) == ("1", "")
    assert len(long["Body"]) == LONGEST
    assert "🌷" in emoji["Body"]
    assert re.search("[а-я]", script["Body"])
    assert (stop["Body"], stop["OptOutType"]) == ("STOP", "STOP")
    assert {form["From"] for form in county.webhooks} == {own_number(two(page))}
    expect(two(page).locator(".photo")).to_have_text("a picture")


def test_the_queue_server_is_taken_away_and_brought_back(page: Page, county: Standin) -> None:
    county.waiting = 2
    press(desk(page), "Take it down")
    expect(desk(page).locator("[data-part=queue]")).to_contain_text("2 waiting, nothing is lost")
    assert county.queue_down is True
    press(desk(page), "Bring it back")
    expect(desk(page).locator("[data-part=queue]")).to_have_text("It runs. 2 waiting.")
    assert county.queue_down is False


def test_a_queue_server_that_is_not_ours_has_no_button_to_press(page: Page, county: Standin) -> None:
    county.queue_down = None
    expect(desk(page).get_by_role("button", name="Take it down")).to_be_disabled(timeout=5000)
    expect(desk(page).locator("[data-part=queue]")).to_contain_text("REDIS_URL")


# The clock


def test_the_clock_moves_on_by_each_button_and_says_so(page: Page, county: Standin) -> None:
    expect(desk(page).locator("[data-part=moved]")).to_have_text("As the machine’s own.")
    for button, shown in (
        ("+10 minutes", "10 min"),
        ("+1 hour", "1 h 10 min"),
        ("+1 day", "1 d 1 h 10 min"),
        ("Next working day, 9:00", "1 d 21 h"),
    ):
        press(desk(page), button)
        expect(desk(page).locator("[data-part=moved]")).to_have_text(f"Moved on by {shown}.")
    expect(desk(page).locator("[data-part=time]")).to_have_text("Wednesday, March 4, 9:00 AM")
    expect(one(page).locator("[data-part=clock]")).to_have_text("9:00 AM", timeout=5000)


# Stories

STORY = """\
# Two phones, some hours, and the mailroom.
> OPEN Maria Lopez
< We will mail to
  Maria Lopez. Ref REF1.
= accepted | Maria Lopez | 1234 Fruitridge Rd | Sacramento CA 95820 | en
> +19165550102: HOURS
< We will mail to
  Maria Lopez. Ref REF1.
@ ready
@ +5h
<< Mailed Tue, Nov 24. Ref REF1.
"""


def paste(page: Page, story: str) -> None:
    desk(page).get_by_text("Your own file").click()
    desk(page).get_by_label("Or paste its text").fill(story)
    press(desk(page), "Play this")


def outcome(page: Page) -> Locator:
    return desk(page).locator("[data-part=outcome]")


def test_a_pasted_story_is_played_and_goes_as_told(page: Page, county: Standin) -> None:
    county.replies = ["We will mail to\nMaria Lopez. Ref 4829-1037."]
    county.on_moving = ["Mailed Mon, Mar 16. Ref 4829-1037."]
    numbers = {own_number(one(page)), own_number(two(page))}
    paste(page, STORY)

    expect(outcome(page)).to_have_text("The story went as told.", timeout=30_000)
    first, second = own_number(one(page)), own_number(two(page))
    assert desk(page).locator(".steps .same").count() == 4
    expect(desk(page).locator(".steps")).to_contain_text("Staff see: accepted | Maria Lopez")
    assert [form["From"] for form in county.webhooks] == [first, second]
    assert not numbers & {first, second}
    assert county.staff == [(first, State.READY)]
    assert county.moved_on.days >= 13, "to the next Monday noon that is a working day, and five hours on"


def test_where_what_came_differs_both_are_shown(page: Page, county: Standin) -> None:
    county.replies = ["We will mail to\nMaria Lopez. Ref 4829-1037.", "And more."]
    paste(page, "# A short one\n> OPEN Maria Lopez\n< We will mail to\n  Maria Lopez. Ref REF1.\n> STOP\n<-\n")

    expect(outcome(page)).to_have_text("Steps that differ: 2.", timeout=15_000)
    first, second = desk(page).locator(".steps .other").all()
    expect(first.locator("blockquote")).to_have_text(
        ["We will mail to\nMaria Lopez. Ref REF1.", "We will mail to\nMaria Lopez. Ref 4829-1037.", "And more."]
    )
    expect(second.locator("blockquote").first).to_have_text("nothing")
    axe_is_silent(page, "story-differs")


def test_another_reference_in_the_place_of_the_first_is_a_difference(page: Page, county: Standin) -> None:
    county.replies = ["Ref 4829-1037."]
    paste(page, "> OPEN\n< Ref REF1.\n> OPEN\n< Ref REF2.\n> HELP\n< Ref REF1.\n")

    expect(outcome(page)).not_to_be_empty(timeout=15_000)
    classes = [step.get_attribute("class") for step in desk(page).locator(".steps li").all()]
    assert classes == ["same", "other", "other"], "REF1 and REF2 were one and the same"


def test_a_text_nobody_told_of_is_shown_at_the_end(page: Page, county: Standin) -> None:
    county.on_moving = ["Nobody told of this."]
    paste(page, "> OPEN\n< Thank you.\n@ +1h\n")

    expect(outcome(page)).to_have_text("Steps that differ: 1.", timeout=30_000)
    expect(desk(page).locator(".steps li").last).to_contain_text("Nobody told of this.")


def test_a_story_goes_step_by_step_and_can_be_stopped(page: Page, county: Standin) -> None:
    desk(page).get_by_role("combobox").select_option("stop_and_open_again")
    press(desk(page), "One step")
    expect(one(page).locator("li.mine")).to_have_count(1)
    expect(desk(page).locator(".steps .mark").first).to_have_text("differs")  # the stand-in's answers are its own
    press(desk(page), "One step")
    expect(one(page).locator("li.theirs")).to_have_count(2)
    assert len(county.webhooks) == 2

    press(desk(page), "Stop")

    expect(outcome(page)).to_have_text("Stopped.")
    expect(desk(page).get_by_role("button", name="Stop", exact=True)).to_be_hidden()
    assert len(county.webhooks) == 2


def test_a_story_can_be_opened_from_a_file(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "own.story"
    file.write_text("> OPEN\n< Thank you.\n")
    desk(page).get_by_text("Your own file").click()
    desk(page).get_by_label("A .story file").set_input_files(file)
    expect(desk(page).get_by_label("Or paste its text")).to_have_value("> OPEN\n< Thank you.\n")
    press(desk(page), "Play this")
    expect(outcome(page)).to_have_text("The story went as told.", timeout=15_000)


def test_what_is_no_story_is_refused_by_its_line(page: Page) -> None:
    paste(page, "> OPEN\nhello\n")
    expect(outcome(page)).to_have_text("That cannot be played. See line 2.")


def test_staff_who_cannot_do_their_part_end_the_story(page: Page, county: Standin) -> None:
    county.staff_can = False
    paste(page, "> OPEN\n< Thank you.\n@ mailed\n")
    expect(outcome(page)).to_contain_text("See the staff page.", timeout=15_000)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_in_a_call_and_at_the_desk(
    chromium: Browser, url: str, county: Standin, voice: dict[str, str], scheme: str, size: str
) -> None:
    width, height = SIZES[size]
    context = chromium.new_context(
        base_url=url,
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    page = opened(context.new_page(), "/phone/es")
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda line: faults.append(line.text) if "Content Security" in line.text else None)
    press(one(page), "Llamar al condado")
    expect(one(page).locator("[lang=es-MX]")).to_be_visible()
    axe_is_silent(page, f"{size}-{scheme}-call")
    press(one(page), "Colgar")
    axe_is_silent(page, f"{size}-{scheme}-call-ended")
    if size == "phone":
        press(page.locator(".views"), "Mesa de práctica")
    press(desk(page), "Solo una foto")
    expect(said(page)).to_contain_text("Thank you.")
    press(desk(page), "Apagarlo")
    desk(page).get_by_text("Su propio archivo").click()
    axe_is_silent(page, f"{size}-{scheme}-desk")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert faults == []
    context.close()


@pytest.mark.parametrize("place", [one, two, desk])
def test_the_keyboard_reaches_every_button_and_shows_where_it_is(page: Page, place: object) -> None:
    here: Locator = place(page)  # type: ignore[operator]
    buttons = here.locator("button:visible:enabled, select, summary, textarea:visible, input:visible")
    wanted = buttons.count() - (1 if place is desk else 0)  # one stop for two radio buttons
    buttons.first.focus()
    seen = 1
    for _ in range(wanted * 2):
        page.keyboard.press("Tab")
        inside = page.evaluate(
            "place => !!document.activeElement.closest(`[data-place=${place}]`)", here.get_attribute("data-place")
        )
        if not inside:
            break
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none"
        seen += page.evaluate("document.activeElement.matches('button, select, summary, textarea, input')")
    assert seen == wanted
