"""POST /twilio/sms and /twilio/status, as Twilio, its impostors and its retries use them."""

from __future__ import annotations

from threading import Thread

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError
from twilio.request_validator import RequestValidator

from bot import records, webhook
from bot.line import TextLine
from enrollment.request import State
from store import outbox as promises
from store.desk import DANGER_ALARM
from store.tables import contacts, messages, outbox, requests
from tests.bot.conftest import BASE, GRACE, TOKEN, Door, ParentPhone, bodies
from tests.conftest import MONDAY_NOON

OPEN = "OPEN Maria Lopez 1234 Fruitridge Rd Apt 5 Sacramento CA 95820"


def _rows(door: Door) -> dict[str, int]:
    with door.database.read() as connection:
        tables = (messages, contacts, requests, outbox)
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one() for table in tables
        }


def test_an_open_leaves_a_request_and_the_promise_of_its_package(door: Door, parent: ParentPhone) -> None:
    parent.text(OPEN)

    (request,) = door.requests()
    assert request.state is State.ACCEPTED
    assert request.due_on.isoformat() == "2026-12-02"  # five working days, thanksgiving and the day after left out
    with door.database.read() as connection:
        row = connection.execute(select(outbox)).one()
    assert (row.kind, row.subject_id, row.due_at) == ("package", request.id, MONDAY_NOON + GRACE)


@pytest.mark.parametrize("signature", ["", "bm90IG91cnM=", "é"])
def test_an_unsigned_text_is_refused_and_leaves_nothing(door: Door, parent: ParentPhone, signature: str) -> None:
    answer = door.post("/twilio/sms", parent.form(OPEN), signature=signature)

    assert answer.status_code == 403
    assert set(_rows(door).values()) == {0}


def test_a_changed_text_does_not_pass_under_the_old_signature(door: Door, parent: ParentPhone) -> None:
    form = parent.form(OPEN)
    signature = RequestValidator(TOKEN).compute_signature(f"{BASE}/twilio/sms", form)

    assert door.post("/twilio/sms", form | {"Body": OPEN + " Apt 6"}, signature=signature).status_code == 403


@pytest.mark.parametrize(
    ("headers", "why"),
    [
        ({"Host": "10.0.0.7:8000"}, "a proxy that speaks plain HTTP to us and changes the host"),
        ({"X-Forwarded-Proto": "https", "X-Forwarded-Host": "text.example.gov"}, "one that says what it did"),
        ({"X-Forwarded-Host": "evil.example"}, "one that is lied to"),
    ],
)
def test_the_signature_is_checked_against_the_configured_address(
    door: Door, parent: ParentPhone, headers: dict[str, str], why: str
) -> None:
    form = parent.form(OPEN)
    signed = RequestValidator(TOKEN).compute_signature(f"{BASE}/twilio/sms", form)

    answer = door.client.post("/twilio/sms", data=form, headers=headers | {"X-Twilio-Signature": signed})

    assert answer.status_code == 200, why


@pytest.mark.parametrize("body", ["  OPEN  ", "OPEN\r\n\r\n", "\tOPEN", "", " "])
def test_parameters_are_checked_untrimmed(parent: ParentPhone, body: str) -> None:
    assert parent.text(body)


def test_parameters_twilio_adds_without_notice_do_no_harm(parent: ParentPhone) -> None:
    assert parent.text(OPEN, NewIn2027="yes", FromZip="95814", Empty="")


def test_a_retried_webhook_gets_the_same_reply_and_has_no_second_effect(door: Door, parent: ParentPhone) -> None:
    form = parent.form(OPEN)
    first = door.post("/twilio/sms", form)
    before = _rows(door)

    again = door.post("/twilio/sms", form)

    assert again.data == first.data
    assert _rows(door) == before == {"messages": 2, "contacts": 1, "requests": 1, "outbox": 1}


def test_the_same_webhook_six_times_at_once_makes_one_request(door: Door, parent: ParentPhone) -> None:
    form, answers = parent.form(OPEN), []

    def deliver() -> None:
        answers.append(door.post("/twilio/sms", form).data)

    threads = [Thread(target=deliver) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(answers)) == 1
    assert _rows(door)["requests"] == 1


def test_two_texts_of_one_phone_at_once_are_taken_one_after_the_other(door: Door, parent: ParentPhone) -> None:
    """The name in one text, more in the next, in the same second: one request holds all of it."""
    forms = [parent.form("OPEN Maria Lopez"), parent.form("OPEN Maria Lopez 1234 Fruitridge Rd Apt 5 95820")]
    threads = [Thread(target=door.post, args=("/twilio/sms", form)) for form in forms]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (request,) = door.requests()
    assert request.state is State.ACCEPTED


def test_where_twilio_has_answered_we_stay_silent_and_obey(door: Door, parent: ParentPhone) -> None:
    assert parent.text("PARAR", OptOutType="STOP") == []
    assert parent.text("help", OptOutType="HELP") == []
    with door.database.read() as connection:
        assert connection.execute(select(contacts.c.opted_out_at)).scalar_one() == MONDAY_NOON
    assert parent.text("START", OptOutType="START") == []
    with door.database.read() as connection:
        assert connection.execute(select(contacts.c.opted_out_at)).scalar_one() is None


def test_an_oversized_form_is_refused(door: Door, parent: ParentPhone) -> None:
    assert door.post("/twilio/sms", parent.form("x" * 70_000)).status_code == 413


@pytest.mark.parametrize("sid", ["", "SM' OR 1=1", "S" * 65, "SM\x00"])
def test_a_text_without_a_proper_sid_is_not_taken(door: Door, parent: ParentPhone, sid: str) -> None:
    assert door.post("/twilio/sms", parent.form(OPEN, MessageSid=sid)).status_code == 400


@pytest.mark.parametrize(
    "sender", ["", "262966", "+266696687", "whatsapp:+19165550101", "rcs:someone", "\u200b", "+" * 90]
)
def test_whoever_it_comes_from_the_text_is_kept(door: Door, sender: str) -> None:
    assert ParentPhone(door, sender).text(OPEN)
    assert len(door.requests()) == 1


def test_another_channel_of_the_same_number_is_another_conversation(door: Door) -> None:
    ParentPhone(door).text("OPEN Maria Lopez")
    ParentPhone(door, "whatsapp:+19165550101").text("1234 Fruitridge Rd Apt 5 Sacramento CA 95820")
    assert [request.particulars.address is not None for request in door.requests()].count(True) <= 1


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    body=st.text(st.characters(exclude_categories=["Cs"]), max_size=1600),
    pictures=st.sampled_from(["0", "1", "x", "-1", "²", ""]),
)
def test_no_text_whatever_ends_in_a_500(door: Door, body: str, pictures: str) -> None:
    parent = ParentPhone(door)
    answer = door.post("/twilio/sms", parent.form(body, NumMedia=pictures))
    assert answer.status_code == 200
    assert all(len(reply) <= 1600 for reply in bodies(answer))


def test_a_picture_alone_is_answered_and_never_fetched(parent: ParentPhone) -> None:
    (reply,) = parent.text("", NumMedia="1", MediaUrl0="http://127.0.0.1:9/never")
    assert "cannot open pictures" in reply


def test_while_the_database_is_away_twilio_is_told_to_come_back(agency: object) -> None:
    class Away:
        def receive(self, _raw: object) -> None:
            raise OperationalError("SELECT 1", None, Exception())

    app = Flask("away")
    app.register_blueprint(webhook.blueprint(Away(), TOKEN, BASE))  # type: ignore[arg-type]
    form = {"MessageSid": "SM1", "From": "+19165550101", "Body": "OPEN"}
    signed = RequestValidator(TOKEN).compute_signature(f"{BASE}/twilio/sms", form)
    assert app.test_client().post("/twilio/sms", data=form, headers={"X-Twilio-Signature": signed}).status_code == 503


def test_no_ssn_reaches_the_tables(door: Door, parent: ParentPhone) -> None:
    replies = parent.text(f"{OPEN} my social is 912-34-5678")

    with door.database.read() as connection:
        kept = [row.body for row in connection.execute(select(messages))]
    assert not any("912" in text or "5678" in text for text in [*kept, *replies])


def test_the_consent_is_kept_to_the_letter(door: Door, parent: ParentPhone) -> None:
    (reply,) = parent.text(OPEN)
    with door.database.read() as connection:
        row = connection.execute(select(contacts.c.consented_at, contacts.c.consent_wording)).one()
    assert (row.consented_at, row.consent_wording) == (MONDAY_NOON, reply)


@pytest.mark.parametrize(
    ("receipts", "ends"),
    [
        (["queued", "sent", "delivered"], "delivered"),
        (["delivered", "sent", "queued"], "delivered"),  # out of order
        (["sent", "sent"], "sent"),  # doubled
        (["sent", "undelivered", "sent"], "undelivered"),
        (["sent", "a-word-of-2027"], "sent"),
    ],
)
def test_receipts_only_ever_move_a_text_forward(
    door: Door, parent: ParentPhone, receipts: list[str], ends: str
) -> None:
    parent.text("HELP")
    with door.database.read() as connection:
        message = connection.execute(select(messages.c.id).where(~messages.c.inbound)).scalar_one()
    for status in receipts:
        form = {"MessageSid": "SMout1", "MessageStatus": status}
        assert door.post(f"/twilio/status?m={message}", form).status_code == 204
    with door.database.read() as connection:
        row = connection.execute(select(messages.c.status, messages.c.sid).where(~messages.c.inbound)).one()
    assert (row.status, row.sid) == (ends, "SMout1")


def test_each_reply_names_the_place_for_its_receipt(door: Door, parent: ParentPhone) -> None:
    answer = door.post("/twilio/sms", parent.form("HELP"))
    assert f'statusCallback="{BASE}/twilio/status?m=' in answer.text


@pytest.mark.parametrize("query", ["", "?m=", "?m=x", "?m=1%27", f"?m={'9' * 40}"])
def test_a_receipt_for_nothing_is_refused(door: Door, query: str) -> None:
    assert door.post(f"/twilio/status{query}", {"MessageStatus": "sent"}).status_code == 400


def test_a_transaction_that_fails_midway_leaves_no_trace(
    door: Door, parent: ParentPhone, text_line: TextLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reply could not be stored: then nothing was, and the retry finds a clean table."""
    form = parent.form(OPEN)
    with monkeypatch.context() as broken:
        broken.setattr(records, "add_outbound", lambda *_: 1 / 0)
        assert door.post("/twilio/sms", form).status_code == 500
    assert set(_rows(door).values()) == {0}
    assert door.post("/twilio/sms", form).status_code == 200


def test_a_text_of_danger_promises_an_alarm_in_its_own_transaction(door: Door, parent: ParentPhone) -> None:
    parent.text("OPEN Maria Lopez 1234 Fruitridge Rd Apt 5 Sacramento CA 95820 he will kill me")
    parent.text("he will kill me, please hurry")
    with door.database.read() as connection:
        due = [kind for _, _, kind in promises.due(connection, door.clock(), 10)]
    assert due.count(DANGER_ALARM) == 1
