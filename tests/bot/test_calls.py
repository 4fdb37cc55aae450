"""A call, key by key, through the signed door."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import timedelta

import pytest
from twilio.request_validator import RequestValidator

from enrollment.request import State
from tests.bot.conftest import BASE, TOKEN, Door, ParentPhone

OPEN = "OPEN Maria Lopez 1234 Fruitridge Rd Apt 5 Sacramento CA 95820"


class Call:
    """Keys go to wherever the last answer says they go."""

    def __init__(self, door: Door, caller: str = "+19165550101") -> None:
        self._door, self._caller = door, caller
        self._next: str | None = "/twilio/voice"
        self.said = ""
        self.verbs: list[str] = []
        self.languages: set[str] = set()
        self.key("")

    def key(self, digits: str) -> Call:
        assert self._next is not None, "the call is over"
        form = {"CallSid": "CA1", "From": self._caller, "Digits": digits}
        answer = self._door.post(self._next, form)
        assert answer.status_code == 200
        tree = ET.fromstring(answer.data)
        self.verbs = [verb.tag for verb in tree]
        self.languages = {str(say.get("language")) for say in tree.iter("Say")}
        self.said = " ".join(say.text or "" for say in tree.iter("Say"))
        gather = tree.find("Gather")
        self._next = None if gather is None else str(gather.get("action")).removeprefix(BASE)
        return self


def test_a_caller_is_greeted_in_both_languages(door: Door) -> None:
    call = Call(door)
    assert "Sacramento County Child Support" in call.said
    assert "Para español" in call.said
    assert call.languages == {"en-US", "es-MX"}


@pytest.mark.parametrize(("key", "locale"), [("1", "en-US"), ("2", "es-MX")])
def test_from_then_on_it_is_the_chosen_language(door: Door, key: str, locale: str) -> None:
    assert Call(door).key(key).languages == {locale}


def test_a_package_is_confirmed_to_the_phone_it_belongs_to(door: Door, parent: ParentPhone) -> None:
    parent.text(OPEN)
    reference = door.requests()[0].reference

    assert "came on Monday, November 23" in Call(door).key("1").key("1").key(reference).said
    for state in (State.READY, State.PRINTED, State.MAILED):
        parent.move(state)
    assert "mailed on Monday, November 23" in Call(door).key("1").key("1").key(reference).said
    assert "lunes 23 de noviembre" in Call(door).key("2").key("1").key(reference).said


def test_a_stranger_with_the_reference_and_a_caller_without_one_hear_the_same(door: Door, parent: ParentPhone) -> None:
    parent.text(OPEN)
    reference = door.requests()[0].reference

    def heard(caller: str, digits: str) -> str:
        return Call(door, caller).key("1").key("1").key(digits).said

    refusal = heard("+19165550199", "12345674")
    assert heard("+19165550199", reference) == refusal
    assert heard("+19165550101", "12345674") == refusal
    assert heard("", reference) == heard("+266696687", reference) == refusal  # a hidden number
    assert "Maria" not in refusal


def test_a_case_is_never_spoken_about(door: Door, parent: ParentPhone) -> None:
    assert "cannot speak about a case" in Call(door).key("1").key("3").said


def test_in_office_hours_a_person_can_be_reached(door: Door) -> None:
    call = Call(door).key("1").key("0")
    assert call.verbs == ["Say", "Dial"]


@pytest.mark.parametrize("wait", [timedelta(hours=9), timedelta(days=3, hours=1), timedelta(days=5)])
def test_out_of_hours_the_hours_are_told(door: Door, wait: timedelta) -> None:
    door.clock.pass_by(wait)  # monday 21:00, thanksgiving 13:00, saturday noon
    call = Call(door).key("1").key("0")
    assert "closed" in call.said
    assert call.verbs[-1] == "Hangup"


def test_hours_and_address_are_the_agencys(door: Door) -> None:
    said = Call(door).key("1").key("4").said
    assert "3701 Power Inn Road" in said
    assert "8:00 AM to 5:00 PM" in said
    assert "8 6 6, 9 0 1, 3 2 1 2" in said


@pytest.mark.parametrize("keys", [["", "", ""], ["9", "7", ""]])
def test_silence_and_wrong_keys_are_forgiven_twice(door: Door, keys: list[str]) -> None:
    call = Call(door)
    for key in keys[:-1]:
        call.key(key)
        assert call.verbs == ["Gather"]
    call.key(keys[-1])
    assert "8 6 6, 9 0 1, 3 2 1 2" in call.said
    assert call.verbs[-1] == "Hangup"


def test_a_short_reference_is_asked_for_again(door: Door) -> None:
    call = Call(door).key("1").key("1").key("4829")
    assert "did not get that" in call.said
    assert call.verbs == ["Gather"]


def test_an_unsigned_call_is_refused(door: Door) -> None:
    assert door.client.post("/twilio/voice", data={"CallSid": "CA1"}).status_code == 403


@pytest.mark.parametrize("query", ["language=xx&tries=99", "language=es&tries=-1", ""])
def test_a_strange_address_falls_back_to_the_beginning(door: Door, query: str) -> None:
    path = f"/twilio/voice/menu?{query}" if query else "/twilio/voice/menu"
    form = {"CallSid": "CA1", "From": "+19165550101", "Digits": "1"}
    signed = RequestValidator(TOKEN).compute_signature(BASE + path, form)
    assert door.client.post(path, data=form, headers={"X-Twilio-Signature": signed}).status_code == 200
