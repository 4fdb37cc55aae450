"""What the page signs beside plain texts: pictures, receipts and calls, each as Twilio sends them."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from phone.guard import Problem
from tests.phone.standin_county import COUNTY, Standin

PARENT = "+19165550123"
OWN_PAGE = {"Sec-Fetch-Site": "same-origin"}


def ask(client: FlaskClient, what: str, **question: object) -> TestResponse:
    return client.post(f"/phone/{what}", json={"phone": PARENT, **question}, headers=OWN_PAGE)


def post(client: FlaskClient, signed: dict[str, Any]) -> TestResponse:
    return client.post(signed["url"], data=signed["fields"], headers={"X-Twilio-Signature": signed["signature"]})


def test_a_picture_alone_is_an_mms_with_an_empty_body(client: FlaskClient, county: Standin) -> None:
    post(client, ask(client, "sign", body="", pictures=2).get_json())

    form = county.webhooks[0]
    assert (form["NumMedia"], form["Body"], form["MessageSid"][:2]) == ("2", "", "MM")
    assert [form[f"MediaContentType{number}"] for number in (0, 1)] == ["image/jpeg"] * 2
    assert form["MediaUrl0"] != form["MediaUrl1"]


def test_a_word_that_twilio_answered_says_so(client: FlaskClient, county: Standin) -> None:
    post(client, ask(client, "sign", body="STOP", optOut="STOP").get_json())

    assert county.webhooks[0]["OptOutType"] == "STOP"


def test_receipts_of_one_text_name_its_row_and_share_a_sid(client: FlaskClient, county: Standin) -> None:
    row = county.put(PARENT, "We have mailed your forms.")
    for receipt, error in (("sent", None), ("undelivered", 30003)):
        question = {"text": row, "receipt": receipt, "error": error}
        assert post(client, ask(client, "sign-receipt", **question).get_json()).status_code == 204

    (first, sent), (second, undelivered) = county.receipts
    assert (first, second) == (str(row), str(row))
    assert sent["MessageSid"] == undelivered["MessageSid"]
    assert (sent["MessageStatus"], sent.get("ErrorCode")) == ("sent", None)
    assert (undelivered["MessageStatus"], undelivered["ErrorCode"]) == ("undelivered", "30003")
    assert (undelivered["From"], undelivered["To"]) == (COUNTY, PARENT)


def test_a_call_rings_and_its_keys_go_where_the_answer_says(client: FlaskClient, county: Standin) -> None:
    rung = ask(client, "sign-call").get_json()
    post(client, rung)
    address = "https://text.example.gov/twilio/voice/menu?language=es&tries=1#rc=3"
    post(client, ask(client, "sign-call", call=rung["fields"]["CallSid"], address=address, keys="4").get_json())

    (rings, first), (menu, second) = county.calls
    assert (rings, first["CallStatus"], first.get("Digits")) == ("/twilio/voice", "ringing", None)
    assert (menu, second["CallStatus"], second["Digits"]) == (
        "/twilio/voice/menu?language=es&tries=1",
        "in-progress",
        "4",
    )
    assert first["CallSid"] == second["CallSid"]
    assert first["From"] == PARENT


def test_silence_is_sent_as_no_digits(client: FlaskClient, county: Standin) -> None:
    post(client, ask(client, "sign-call", address="/twilio/voice/menu", keys="").get_json())

    assert county.calls[0][1]["Digits"] == ""


NOT_A_CALLS_DOOR = [
    "https://evil.example/twilio/voice",
    "/twilio/sms",
    "/twilio/voicemail",
    "/twilio/voice/../sms",
    "/staff/",
    "//evil.example/twilio/voice",
]


@pytest.mark.parametrize("address", NOT_A_CALLS_DOOR)
def test_nothing_but_a_calls_own_doors_is_signed(client: FlaskClient, address: str) -> None:
    answer = ask(client, "sign-call", address=address, keys="1")

    assert answer.get_json() == {"error": Problem.NOT_UNDERSTOOD.value}
