"""What a call, or paper in the hand, asks of one request: each once, under the clerk's name, never from an old page."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from enrollment.request import State
from fulfillment import returns
from fulfillment.returns import Reason
from staff import wording
from staff.mailing_page import REASONS
from store import requests as ledger
from store.conversation_tables import desk_items
from store.desk import DeskKind, put
from store.requests import Request
from store.tables import contacts, outbox, requests
from tests.staff.conftest import Browser, form_token

LABEL = "99 Somewhere Else St Reno NV 89501"


@pytest.fixture
def came_back(office, database, clock) -> Request:
    made = office.request(State.MAILED, contact_id=office.phone("+19165550177"))
    clerk = f"staff:{office.users['ana']}"
    return returns.record_returned(database, made.id, made.version, Reason.NOT_KNOWN, LABEL, clerk, clock.at)


def _now(database, request: Request) -> Request:
    with database.read() as connection:
        found = ledger.get(connection, request.id)
    assert found is not None
    return found


def _last_event(database, request: Request) -> ledger.Event:
    with database.read() as connection:
        return ledger.events_of(connection, request.id)[-1]


def _contact(database):
    with database.read() as connection:
        return connection.execute(select(contacts)).one()


# Send now


@pytest.fixture
def waits(office, database, clock) -> Request:
    """In its grace time."""
    made = office.request(State.ACCEPTED)
    with database.write() as connection:
        due_at = clock.at + timedelta(minutes=10)
        connection.execute(update(outbox).where(outbox.c.key == made.package_key).values(due_at=due_at))
    return made


def test_what_waits_out_its_grace_time_is_sent_now_and_once(clerk, waits, office, database, clock) -> None:
    assert "waits until 12:10 PM" in clerk.text(f"/staff/requests/{waits.reference}")
    assert clerk.press(waits, "send-now").status_code == 303
    with database.read() as connection:
        assert connection.execute(select(outbox.c.due_at).where(outbox.c.key == waits.package_key)).scalar() == clock.at
    event = _last_event(database, waits)
    assert (event.kind, event.actor) == ("sent_now", f"staff:{office.users['ana']}")
    assert clerk.press(waits, "send-now").status_code == 409
    assert "Send now" not in clerk.text(f"/staff/requests/{waits.reference}")


def test_sending_now_from_an_old_page_is_refused(clerk, waits, database, clock) -> None:
    assert clerk.press(waits, "send-now", version=waits.version + 1).status_code == 409
    with database.read() as connection:
        due_at = connection.execute(select(outbox.c.due_at).where(outbox.c.key == waits.package_key)).scalar_one()
    assert due_at > clock.at


def test_what_is_being_tried_again_later_is_tried_at_once(clerk, waits, database, clock) -> None:
    with database.write() as connection:
        connection.execute(update(outbox).where(outbox.c.key == waits.package_key).values(problem="disk_full"))
    assert "It is tried again at 12:10 PM" in clerk.text(f"/staff/requests/{waits.reference}")
    assert clerk.press(waits, "send-now").status_code == 303


# Mailed again


def test_a_second_mailing_to_the_same_address_has_its_reason_and_happens_once(
    clerk, came_back, office, database
) -> None:
    reason = "name_on_box"
    assert clerk.press(came_back, "mail-again", reason=reason).status_code == 303
    again = _now(database, came_back)
    assert (again.state, again.attempt, again.particulars) == (State.ACCEPTED, 2, came_back.particulars)
    assert str(again.due_on) == "2026-12-01", "five working days of its own, over Thanksgiving"
    event = _last_event(database, came_back)
    assert (event.actor, event.code) == (f"staff:{office.users['ana']}", reason)
    assert clerk.press(came_back, "mail-again", reason=reason).status_code == 409
    with database.read() as connection:
        promised = select(func.count()).select_from(outbox).where(outbox.c.key == again.package_key)
        assert connection.execute(promised).scalar() == 1


def test_a_second_mailing_needs_a_reason_of_ours(clerk, came_back, office) -> None:
    for reason in ("", "because", "moved"):
        assert clerk.press(came_back, "mail-again", reason=reason).status_code == 404, reason
    assert office.state(came_back) is State.RETURNED


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_of_a_second_mailing_has_words(reason: str) -> None:
    assert wording.has_words(reason)


def test_the_label_is_shown_and_never_filled_in(clerk, viewer, came_back) -> None:
    page = clerk.text(f"/staff/requests/{came_back.reference}")
    assert LABEL in page
    assert "attempted, not known" in page
    assert LABEL not in clerk.text(f"/staff/requests/{came_back.reference}/edit")
    assert LABEL not in viewer.text(f"/staff/requests/{came_back.reference}")


def test_what_was_only_mailed_is_not_mailed_again_but_asked_for_anew(clerk, office, database) -> None:
    made = office.request(State.MAILED, contact_id=office.phone())
    assert clerk.press(made, "mail-again", reason="address_confirmed").status_code == 409
    page = clerk.text(f"/staff/new?like={made.reference}")
    assert 'value="1234 Fruitridge Rd"' in page
    form = {"name": "María López", "line": "1234 Fruitridge Rd", "unit": "Apt 5", "city": "Sacramento", "state": "CA"}
    form |= {"zip": "95820", "language": "es", "channel": "phone", "received": "2026-11-20T11:00", "wish": ""}
    form |= {"csrf": form_token(page), "like": made.reference}
    form["reference"] = re.search(r'name="reference" value="(\d+)"', page)[1]
    warned = clerk.client.post("/staff/new", data=form)
    assert warned.status_code == 422, "a second set is asked about"
    form["confirmed"] = re.search(r'name="confirmed" value="(\w+)"', warned.text)[1]
    for _ in range(2):
        assert clerk.client.post("/staff/new", data=form).status_code == 303
    with database.read() as connection:
        found = ledger.of_contact(connection, made.contact_id)
    assert [each.state for each in found] == [State.MAILED, State.ACCEPTED], "one more, to the same phone"


# Came back twice


@pytest.fixture
def twice(office, database, clock, came_back, desk) -> Request:
    clerk = f"staff:{office.users['ana']}"
    again = returns.mail_again(
        database, desk.agency, came_back.id, came_back.version, came_back.particulars, clerk, clock.at
    )
    with database.write() as connection:
        for state in (State.READY, State.PRINTED, State.MAILED):
            more = {"mailed_on": clock.at.date()} if state is State.MAILED else {}
            again = ledger.move(connection, again, state, actor=clerk, now=clock.at, **more)
    return returns.record_returned(database, again.id, again.version, Reason.VACANT, None, clerk, clock.at)


def test_what_came_back_twice_is_not_mailed_a_third_time_by_any_button(clerk, twice, office) -> None:
    page = clerk.text(f"/staff/requests/{twice.reference}")
    assert "there is no third mailing" in page
    actions = re.findall(r'action="/staff/requests/\d+/([a-z-]+)"', page.split('class="cols"')[0])
    assert actions == ["hold", "hand-over", "cancel"]
    for action in ("accept", "mail-again"):
        assert clerk.press(twice, action, reason="address_confirmed").status_code == 409
    assert clerk.get(f"/staff/requests/{twice.reference}/edit").status_code == 409
    assert office.state(twice) is State.NEEDS_REVIEW
    assert clerk.press(twice, "cancel", reason="no_address_found").status_code == 303


def test_what_came_back_once_and_was_read_by_a_person_is_a_second_mailing(clerk, came_back, database, clock) -> None:
    with database.write() as connection:
        review = ledger.move(connection, came_back, State.NEEDS_REVIEW, actor="parent", now=clock.at, code="unreadable")
    assert clerk.press(review, "accept").status_code == 303
    again = _now(database, came_back)
    assert (again.state, again.attempt, again.mailed_on) == (State.ACCEPTED, 2, None)


# Handed over


COUNTER, PICK_UP = ("counter", "at the counter"), ("pick_up", "picked up")


@pytest.mark.parametrize(
    ("state", "how", "words"), [(State.READY, *COUNTER), (State.HELD, *PICK_UP), (State.RETURNED, *PICK_UP)]
)
def test_it_is_handed_over_in_person_once(clerk, office, database, state: State, how: str, words: str) -> None:
    made = office.request(state)
    assert clerk.press(made, "hand-over", how=how).status_code == 303
    assert office.state(made) is State.HANDED_OVER
    assert f"Handed over in person ({words})" in clerk.text(f"/staff/requests/{made.reference}")
    assert clerk.press(made, "hand-over", how=how).status_code == 409
    with database.read() as connection:
        assert connection.execute(select(func.count()).select_from(desk_items)).scalar() == 0


def test_what_lies_printed_must_then_be_pulled(clerk, office, database) -> None:
    made = office.request(State.PRINTED)
    clerk.press(made, "hand-over", how="counter")
    with database.read() as connection:
        kinds = connection.execute(select(desk_items.c.kind).where(desk_items.c.request_id == made.id)).scalars().all()
    assert kinds == ["pull_printed"]


# The phone


def _mark(browser: Browser, request: Request, action: str, **form: str):
    page = browser.text(f"/staff/requests/{request.reference}")
    seen = re.search(r'name="seen" value="(\d+)"', page)
    data = {"csrf": form_token(page), "seen": seen[1] if seen else "000"} | form
    return browser.client.post(f"/staff/requests/{request.reference}/{action}", data=data)


@pytest.fixture
def told(office) -> Request:
    return office.request(State.READY, contact_id=office.phone())


MARKS = {"opted_out": "Stopped our texts on", "unsafe_to_text": "Not safe to text, since", "unsafe_to_call": "Not safe"}


@pytest.mark.parametrize("mark", MARKS)
def test_a_mark_is_set_shown_and_told_in_the_timeline(clerk, told, office, database, mark: str) -> None:
    assert _mark(clerk, told, "phone", mark=mark).status_code == 303
    page = clerk.text(f"/staff/requests/{told.reference}")
    assert MARKS[mark] in page
    assert f'value="{mark}"' not in page, "its button is gone"
    event = _last_event(database, told)
    assert (event.kind, event.actor) == (f"phone_{mark}", f"staff:{office.users['ana']}")
    assert _mark(clerk, told, "phone", mark=mark).status_code == 409


def test_only_a_supervisor_says_that_a_phone_is_safe_again_and_why(clerk, supervisor, told, database) -> None:
    _mark(clerk, told, "phone", mark="unsafe_to_call")
    safe = {"mark": "unsafe_to_call", "reason": "parent_says_safe"}
    assert _mark(clerk, told, "phone-safe", **safe).status_code == 403
    assert _mark(supervisor, told, "phone-safe", **(safe | {"reason": ""})).status_code == 404
    assert _contact(database).unsafe_to_call_at is not None
    assert _mark(supervisor, told, "phone-safe", **safe).status_code == 303
    assert _contact(database).unsafe_to_call_at is None
    assert _last_event(database, told).code == "parent_says_safe"


@pytest.mark.parametrize("who", ["clerk", "supervisor"])
def test_nobody_here_takes_back_what_the_parent_stopped(who: str, told, database, clock, request) -> None:
    browser = request.getfixturevalue(who)
    with database.write() as connection:
        connection.execute(update(contacts).values(opted_out_at=clock.at, no_calls_at=clock.at))
    answer = _mark(browser, told, "phone-safe", mark="opted_out", reason="marked_by_mistake")
    assert answer.status_code == 403
    contact = _contact(database)
    assert (contact.opted_out_at, contact.no_calls_at) == (clock.at, clock.at)


def test_a_mark_that_is_none_marks_nothing(clerk, told, database) -> None:
    before = _contact(database)
    for mark in ("", "erased", "no_calls", "opted_out_at"):
        assert _mark(clerk, told, "phone", mark=mark).status_code == 404, mark
    assert _contact(database) == before


def test_a_request_without_a_phone_has_none_to_mark(clerk, office) -> None:
    made = office.request(State.READY)
    assert "Not safe to text" not in clerk.text(f"/staff/requests/{made.reference}")
    assert _mark(clerk, made, "phone", mark="opted_out").status_code == 404


def test_a_viewer_marks_mails_and_hands_over_nothing(viewer, told, came_back, office, database) -> None:
    assert viewer.press(came_back, "mail-again", reason="address_confirmed").status_code == 403
    assert viewer.press(told, "hand-over", how="counter").status_code == 403
    assert _mark(viewer, told, "phone", mark="opted_out").status_code == 403
    assert viewer.get(f"/staff/requests/{told.reference}/preview").status_code == 403
    assert viewer.get(f"/staff/new?like={told.reference}").status_code == 403
    page = viewer.text(f"/staff/requests/{told.reference}")
    assert "Somebody calls about it" not in page
    assert "Not safe to text" not in page


# The preview


def test_the_preview_is_asked_for_by_itself_and_names_the_package(clerk, told, office) -> None:
    page = clerk.text(f"/staff/requests/{told.reference}")
    assert "<iframe" not in page
    assert f'hx-get="/staff/requests/{told.reference}/preview"' in page
    frame = clerk.text(f"/staff/requests/{told.reference}/preview")
    assert f'src="/staff/requests/{told.reference}/package.pdf#view=FitH"' in frame
    assert "package" not in {what for _, _, what in office.views()}, "only the frame's own loading opens it"


# Somebody calls


SAYINGS = [
    pytest.param(State.READY, "It goes in the mail by Tue, Nov 24", id="on-its-way"),
    pytest.param(State.MAILED, "It was mailed on Fri, Nov 20", id="mailed"),
    pytest.param(State.RETURNED, "It came back to us", id="came-back"),
    pytest.param(State.HELD, "Promise no day", id="held-says-not-why"),
    pytest.param(State.CANCELLED, "It was stopped", id="ended"),
]


@pytest.mark.parametrize(("state", "words"), SAYINGS)
def test_what_may_be_said_follows_how_it_stands(clerk, office, state: State, words: str) -> None:
    page = clerk.text(f"/staff/requests/{office.request(state).reference}")
    assert words in page
    assert "Their reference. Without it, nothing" in page
    assert 'class="card caller"><summary>' in page, "closed until somebody calls"


def test_late_ones_promise_no_day(clerk, office, clock) -> None:
    made = office.request(State.READY, due_on=clock.at.date() - timedelta(days=1))
    assert "It is late and goes out as soon as we can; promise no day" in clerk.text(
        f"/staff/requests/{made.reference}"
    )


def _flag(office, clock, flag: str, contact_id: int) -> None:
    with office.database.write() as connection:
        if flag.endswith("_at"):
            connection.execute(update(contacts).where(contacts.c.id == contact_id).values({flag: clock.at}))
        elif flag == "held for danger":
            held = ledger.of_contact(connection, contact_id)[0]
            ledger.move(connection, held, State.HELD, actor="parent", now=clock.at, code="danger")
        else:
            put(connection, DeskKind(flag), clock.at, contact_id=contact_id)


@pytest.mark.parametrize(
    "flag",
    [
        "unsafe_to_text_at",
        "unsafe_to_call_at",
        "no_calls_at",
        "danger",
        "borrowed_phone",
        "no_texts_back",
        "held for danger",
    ],
)
def test_where_a_call_may_do_harm_the_card_is_open_and_more_careful(clerk, told, office, clock, flag: str) -> None:
    _flag(office, clock, flag, told.contact_id)
    page = clerk.text(f"/staff/requests/{told.reference}")
    assert '<details class="card caller warn-notice" open>' in page
    assert "Whether it is safe to talk now" in page
    assert "That it is on hold, or why" in page


def test_the_table_of_requests_is_left_alone_by_looking(clerk, told, database) -> None:
    clerk.text(f"/staff/requests/{told.reference}")
    with database.read() as connection:
        assert connection.execute(select(requests.c.version)).scalar_one() == told.version


def test_what_a_text_was_billed_as_is_kept_longer_than_its_words(clerk, told, office) -> None:
    more = {"inbound": False, "status": "delivered", "request_id": told.id}
    office.text(told.contact_id, "", segments=3, **more)
    office.text(told.contact_id, "¿Cuál es la dirección? " * 4, **more)
    page = clerk.text(f"/staff/requests/{told.reference}")
    assert "Delivered · 3 segments" in page
    assert "Delivered · 2 segments" in page, "an accent halves what a segment holds"


def _settled(office, kind: DeskKind, **about: int) -> None:
    with office.database.write() as connection:
        put(connection, kind, office.clock.at, **about)
        connection.execute(update(desk_items).values(settled_at=office.clock.at))


@pytest.mark.parametrize("about", ["request", "contact"])
def test_a_danger_that_a_colleague_settled_is_still_one_to_whoever_answers_the_next_call(
    clerk, told, office, about: str
) -> None:
    _settled(office, DeskKind.DANGER, **{f"{about}_id": told.id if about == "request" else told.contact_id})
    page = clerk.text(f"/staff/requests/{told.reference}")
    assert '<details class="card caller warn-notice" open>' in page


def test_what_was_settled_and_no_danger_or_another_phones_leaves_the_card_closed(clerk, told, office) -> None:
    _settled(office, DeskKind.LARGE_PRINT, request_id=told.id)
    _settled(office, DeskKind.DANGER, contact_id=office.phone("+19165550188"))
    assert 'class="card caller"><summary>' in clerk.text(f"/staff/requests/{told.reference}")
