"""The phone's two questions: what is signed, for whom, and who is refused."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

import phone
from parsers import Keyword, Language, Part, read_message
from phone.examples import EXAMPLES
from phone.guard import STATUS, Problem
from phone.words import words_in
from tests.phone.standin_county import COUNTY, NOON, Standin

PARENT = "+19165550123"
STATIC = Path(phone.__file__).parent / "static"
OWN_PAGE = {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"}


def ask(client: FlaskClient, what: str, question: object, **headers: str) -> TestResponse:
    return client.post(f"/phone/{what}", json=question, headers=headers or OWN_PAGE)


def send(client: FlaskClient, body: str, phone: str = PARENT) -> TestResponse:
    signed: dict[str, Any] = ask(client, "sign", {"phone": phone, "body": body}).get_json()
    return client.post(signed["url"], data=signed["fields"], headers={"X-Twilio-Signature": signed["signature"]})


BODIES = [
    pytest.param("OPEN Maria Lopez", id="plain"),
    pytest.param("  OPEN \n\n Maria \n", id="spaces-and-new-lines-at-both-ends"),
    pytest.param("Peña & Söhne + 100% = ¿sí? 😀👩‍👧", id="everything-a-form-escapes"),
    pytest.param("x" * 1600, id="the-longest"),
]


@pytest.mark.parametrize("body", BODIES)
def test_a_signed_text_passes_twilios_own_check_and_arrives_untrimmed(
    client: FlaskClient, county: Standin, body: str
) -> None:
    answer = send(client, body)

    assert answer.status_code == 200
    assert county.webhooks[0]["Body"] == body
    assert county.webhooks[0]["From"] == PARENT
    assert county.webhooks[0]["To"] == COUNTY


def test_the_form_is_the_one_twilio_sends(client: FlaskClient, county: Standin) -> None:
    send(client, "sí " * 40)
    form = county.webhooks[0]

    assert re.fullmatch(r"SM[0-9a-f]{32}", form["MessageSid"])
    assert form["MessageSid"] == form["SmsMessageSid"] == form["SmsSid"]
    assert form["AccountSid"] == "AC" + "0" * 32
    assert form["NumMedia"] == "0"
    assert form["SmsStatus"] == "received"
    assert form["NumSegments"] == "2"


def test_every_text_has_its_own_sid(client: FlaskClient, county: Standin) -> None:
    for _ in range(3):
        send(client, "OPEN")
    assert len({form["MessageSid"] for form in county.webhooks}) == 3


def test_another_token_is_refused(client: FlaskClient, county: Standin) -> None:
    county.token = "another"
    assert send(client, "OPEN").status_code == 403


def test_half_an_emoji_is_signed_as_the_replacement_character(client: FlaskClient, county: Standin) -> None:
    answer = client.post(
        "/phone/sign",
        data='{"phone": "916-555-0123", "body": "cut \\ud83d"}',
        content_type="application/json",
        headers=OWN_PAGE,
    )
    assert answer.get_json()["fields"]["Body"] == "cut \ufffd"


def test_texts_of_this_phone_newer_than_an_id_are_given_in_order(client: FlaskClient, county: Standin) -> None:
    county.put(PARENT, "first", inbound=True)
    county.put("+19165550199", "somebody else's")
    county.put(PARENT, "mailed")

    answer = ask(client, "texts", {"phone": "(916) 555-0123", "after": 0}).get_json()

    assert answer["phone"] == PARENT
    assert [(text["id"], text["inbound"], text["body"]) for text in answer["texts"]] == [
        (1, True, "first"),
        (3, False, "mailed"),
    ]
    assert answer["texts"][1]["status"] == "sent"
    assert answer["texts"][0]["at"].startswith(NOON.date().isoformat())
    assert [t["id"] for t in ask(client, "texts", {"phone": PARENT, "after": 1}).get_json()["texts"]] == [3]


GOOD = {"phone": PARENT, "body": "OPEN", "after": 0}
WRONG_QUESTIONS = [
    pytest.param("sign", {**GOOD, "phone": "12"}, Problem.PHONE, id="no-number"),
    pytest.param("sign", {**GOOD, "phone": None}, Problem.PHONE, id="null-number"),
    pytest.param("sign", {**GOOD, "phone": "whatsapp:+19165550123"}, Problem.PHONE, id="not-a-text"),
    pytest.param("sign", {**GOOD, "phone": "+266696687"}, Problem.PHONE, id="withheld-number"),
    pytest.param("sign", {**GOOD, "body": 5}, Problem.NOT_UNDERSTOOD, id="body-not-text"),
    pytest.param("sign", {**GOOD, "body": "x" * 1601}, Problem.TOO_LONG, id="one-letter-too-long"),
    pytest.param("sign", ["OPEN"], Problem.NOT_UNDERSTOOD, id="not-an-object"),
    pytest.param("sign", {**GOOD, "pictures": 11}, Problem.NOT_UNDERSTOOD, id="too-many-pictures"),
    pytest.param("sign", {**GOOD, "optOut": "YES"}, Problem.NOT_UNDERSTOOD, id="an-opt-out-twilio-does-not-know"),
    pytest.param("sign-receipt", {**GOOD, "text": 1, "receipt": "lost"}, Problem.NOT_UNDERSTOOD, id="no-such-receipt"),
    pytest.param("sign-receipt", {**GOOD, "receipt": "sent"}, Problem.NOT_UNDERSTOOD, id="receipt-for-nothing"),
    pytest.param("sign-call", {**GOOD, "call": "CA1"}, Problem.NOT_UNDERSTOOD, id="no-call-of-ours"),
    pytest.param("sign-call", {**GOOD, "keys": "1a"}, Problem.NOT_UNDERSTOOD, id="no-key-on-a-phone"),
    pytest.param("clock", {"seconds": -60}, Problem.NOT_UNDERSTOOD, id="backwards"),
    pytest.param("clock", {"seconds": 86_400 * 121}, Problem.NOT_UNDERSTOOD, id="a-third-of-a-year"),
    pytest.param("clock", {"seconds": 86_400 * 101}, Problem.CLOCK, id="further-than-the-house-goes"),
    pytest.param("clock", {"to": "yesterday"}, Problem.NOT_UNDERSTOOD, id="no-such-moment"),
    pytest.param("queue", {"down": 1}, Problem.NOT_UNDERSTOOD, id="neither-up-nor-down"),
    pytest.param("staff", {**GOOD, "state": "lost"}, Problem.NOT_UNDERSTOOD, id="no-such-state"),
    pytest.param("story", {"shipped": "../../app"}, Problem.NOT_UNDERSTOOD, id="not-on-the-shelf"),
    pytest.param("texts", {**GOOD, "after": -1}, Problem.NOT_UNDERSTOOD, id="negative-id"),
    pytest.param("texts", {**GOOD, "after": True}, Problem.NOT_UNDERSTOOD, id="id-not-a-number"),
    pytest.param("texts", {**GOOD, "after": 2**63}, Problem.NOT_UNDERSTOOD, id="id-no-database-knows"),
]


@pytest.mark.parametrize(("what", "question", "problem"), WRONG_QUESTIONS)
def test_a_wrong_question_gets_a_code(client: FlaskClient, what: str, question: object, problem: Problem) -> None:
    answer = ask(client, what, question)
    assert answer.status_code == STATUS[problem]
    assert answer.get_json() == {"error": problem.value}


OTHER_SITES = [
    pytest.param({"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}, id="another-site"),
    pytest.param({"Sec-Fetch-Site": "same-site", "Origin": "http://localhost:3000"}, id="another-port"),
    pytest.param({"Sec-Fetch-Site": "none"}, id="no-page-at-all"),
    pytest.param({"Origin": "http://localhost:3000"}, id="another-port-in-an-old-browser"),
    pytest.param({"Origin": "null"}, id="a-sandboxed-frame"),
    pytest.param({"Sec-Fetch-Site": "same-origin", "Origin": "https://evil.example"}, id="headers-disagree"),
    pytest.param({"X-Nothing": "said"}, id="nothing-known-of-the-asker"),
]


@pytest.mark.parametrize("what", ["sign", "texts"])
@pytest.mark.parametrize("headers", OTHER_SITES)
def test_another_site_is_refused(client: FlaskClient, what: str, headers: dict[str, str]) -> None:
    answer = ask(client, what, GOOD, **headers)
    assert answer.status_code == 403
    assert answer.get_json() == {"error": "other_site"}


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://localhost"}])
def test_one_header_that_names_our_own_page_is_enough(client: FlaskClient, headers: dict[str, str]) -> None:
    assert ask(client, "sign", GOOD, **headers).status_code == 200


def test_a_form_any_page_could_post_is_refused(client: FlaskClient) -> None:
    answer = client.post("/phone/sign", data='{"phone": "x"}', content_type="text/plain", headers=OWN_PAGE)
    assert answer.get_json() == {"error": "not_json"}


@pytest.mark.parametrize("host", ["text.example.gov", "evil.example:8000", "192.168.1.5", "127.0.0.1.evil.example"])
def test_only_loopback_names_are_answered(client: FlaskClient, host: str) -> None:
    page = client.get("/phone/", base_url=f"http://{host}")
    assert (page.status_code, page.text) == (403, words_in(Language.ENGLISH)[Problem.NOT_LOOPBACK] + "\n")
    assert client.get("/phone/static/phone.js", base_url=f"http://{host}").status_code == 403
    asked = client.post("/phone/sign", json=GOOD, headers={"Origin": f"http://{host}"}, base_url=f"http://{host}")
    assert asked.get_json() == {"error": "not_loopback"}


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "[::1]:8000"])
def test_every_loopback_name_is_answered(client: FlaskClient, host: str) -> None:
    base = f"http://{host}"
    assert client.get("/phone/", base_url=base).status_code == 200
    assert client.post("/phone/sign", json=GOOD, headers={"Origin": base}, base_url=base).status_code == 200


def test_a_huge_question_is_not_read(client: FlaskClient) -> None:
    assert ask(client, "sign", {**GOOD, "body": "x" * 100_000}).status_code in {400, 413}


def test_the_page_has_no_inline_script_or_style_and_says_so(client: FlaskClient) -> None:
    page = client.get("/phone/")
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", page.text)
    assert page.headers["Cache-Control"] == "no-store"


def test_the_first_view_is_small(client: FlaskClient) -> None:
    sizes = {}
    for name in ("", *(f"static/{path.name}" for path in STATIC.iterdir())):
        with client.get(f"/phone/{name}") as answer:
            sizes[name] = len(answer.data)
    assert max(sizes[name] for name in sizes if name.endswith(".js")) <= 12_000
    assert sum(sizes.values()) <= 90_000


@pytest.mark.parametrize("language", Language)
def test_every_code_has_words_with_the_same_values_in_both_languages(language: Language) -> None:
    words = words_in(language)
    assert set(Problem) <= set(words)
    for code, english in words_in(Language.ENGLISH).items():
        assert words[code].strip(), code
        assert sorted(re.findall(r"\{\w+\}", words[code])) == sorted(re.findall(r"\{\w+\}", english)), code


def test_the_scripts_say_nothing_that_has_no_words() -> None:
    said: set[str] = set()
    for path in STATIC.glob("*.js"):
        said |= set(re.findall(r'(?:word|new Trouble)\("(\w+)"', path.read_text()))
    assert len(said) > 30
    assert said <= set(words_in(Language.ENGLISH))


def test_the_page_speaks_spanish_and_its_texts_stay_as_they_are(client: FlaskClient) -> None:
    page = client.get("/phone/es").text
    assert '<html lang="es">' in page
    assert "Mesa de práctica" in page
    assert "Training desk" not in page
    assert "OPEN Maria Lopez" in page


EXAMPLES_MEAN = {
    "English": (Keyword.OPEN, None, ()),
    "Español": (Keyword.OPEN, Language.SPANISH, ()),
    "No commas": (Keyword.OPEN, Language.SPANISH, ()),
    "No ZIP": (Keyword.OPEN, None, (Part.ZIP,)),
    "Word alone": (Keyword.OPEN, None, (Part.NAME, Part.DELIVERY_LINE, Part.ZIP)),
    "STATUS": (Keyword.STATUS, None, ()),
    "HELP": (Keyword.HELP, None, ()),
    "STOP": (Keyword.STOP, None, ()),
}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.label)
def test_every_example_shows_what_its_label_says(example: Any) -> None:
    read = read_message(example.text)
    assert (read.keyword, read.forms_language, read.missing) == EXAMPLES_MEAN[example.label]
    assert "," not in example.text or example.label != "No commas"
