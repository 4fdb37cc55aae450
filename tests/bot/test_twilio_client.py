"""The official client at work: what we ask Twilio, and what its answers become. Only the wire is ours."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from twilio.http.http_client import HttpClient
from twilio.http.response import Response

from bot.carrier import CarrierAway, Fault, TextRefused, TwilioCarrier
from bot.log import LogAway, LoggedText, TwilioLog

COUNTY = "+19162990035"


@dataclass
class Wire(HttpClient):  # type: ignore[misc]
    """Answers from a list, and remembers what was asked."""

    answers: list[tuple[int, dict[str, Any]]]
    asked: list[dict[str, Any]] = field(default_factory=list)

    def request(self, method: str, url: str, params: Any = None, data: Any = None, **_: Any) -> Response:
        self.asked.append({"method": method, "url": url, "params": params, "data": data})
        if not self.answers:
            raise ConnectionError
        status, answer = self.answers.pop(0)
        return Response(status, json.dumps(answer))


def _carrier(*answers: tuple[int, dict[str, Any]], sender: str = COUNTY) -> tuple[TwilioCarrier, Wire]:
    wire = Wire(list(answers))
    return TwilioCarrier("AC1", "token", sender, wire), wire


@pytest.mark.parametrize(("sender", "named"), [(COUNTY, "From"), ("MG" + "0" * 32, "MessagingServiceSid")])
def test_a_text_is_handed_over_with_its_receipts_address(sender: str, named: str) -> None:
    carrier, wire = _carrier((201, {"sid": "SM1"}), sender=sender)

    assert carrier.send("+19165550101", "hello", "https://text.example.gov/twilio/status?m=7") == "SM1"

    (asked,) = wire.asked
    assert asked["method"] == "POST"
    assert asked["data"][named] == sender
    assert (asked["data"]["To"], asked["data"]["Body"]) == ("+19165550101", "hello")
    assert asked["data"]["StatusCallback"] == "https://text.example.gov/twilio/status?m=7"


@pytest.mark.parametrize(
    ("status", "code", "fault"),
    [
        (400, 21610, Fault.PHONE),  # opted out
        (400, 21614, Fault.PHONE),  # not a mobile
        (400, 21211, Fault.PHONE),  # no such number
        (400, 21617, Fault.TEXT),  # too long
        (429, 20429, Fault.PASSING),
        (401, 20003, Fault.PASSING),  # our key is wrong: staff can mend it
        (503, None, Fault.PASSING),
    ],
)
def test_a_refusal_says_whether_trying_again_can_help(status: int, code: int | None, fault: Fault) -> None:
    carrier, _ = _carrier((status, {"message": "no", "code": code}))
    with pytest.raises(TextRefused) as refused:
        carrier.send("+19165550101", "hello", "https://text.example.gov/x")
    assert (refused.value.code, refused.value.fault) == (code or status, fault)


def test_a_broken_line_is_not_a_refusal() -> None:
    carrier, _ = _carrier()
    with pytest.raises(CarrierAway):
        carrier.send("+19165550101", "hello", "https://text.example.gov/x")


def _message(**changes: Any) -> dict[str, Any]:
    return {
        "sid": "SM1",
        "direction": "inbound",
        "from": "+19165550101",
        "to": COUNTY,
        "body": "OPEN",
        "num_media": "1",
        "status": "received",
        "error_code": None,
        "date_sent": "Mon, 23 Nov 2026 20:00:00 +0000",
        "date_created": "Mon, 23 Nov 2026 20:00:00 +0000",
        "messaging_service_sid": None,
    } | changes


def test_the_log_is_read_in_its_window_and_only_our_number_counts() -> None:
    out = _message(sid="SM2", direction="outbound-reply", to="+19165550101", status="delivered", **{"from": COUNTY})
    other = _message(sid="SM3", to="+19165559999")
    wire = Wire([(200, {"messages": [_message(), out, other], "next_page_uri": None})])
    since, until = datetime(2026, 11, 23, 18, tzinfo=UTC), datetime(2026, 11, 24, tzinfo=UTC)

    read = list(TwilioLog("AC1", "token", COUNTY, wire).between(since, until))

    noon = datetime(2026, 11, 23, 20, tzinfo=UTC)
    assert read == [
        LoggedText("SM1", True, "+19165550101", "OPEN", noon, 1, "received"),
        LoggedText("SM2", False, "+19165550101", "OPEN", noon, 1, "delivered"),
    ]
    asked = wire.asked[0]["params"] or parse_qs(urlsplit(wire.asked[0]["url"]).query)
    assert {"DateSent>", "DateSent<"} <= set(asked)


@pytest.mark.parametrize("answers", [[], [(500, {"message": "no"})]])
def test_a_log_that_cannot_be_read_says_so(answers: list[tuple[int, dict[str, Any]]]) -> None:
    now = datetime(2026, 11, 23, 20, tzinfo=UTC)
    with pytest.raises(LogAway):
        list(TwilioLog("AC1", "token", COUNTY, Wire(answers)).between(now, now))
