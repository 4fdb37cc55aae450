"""Writing to a parent: looked over before it goes, kept for a supervisor where it tells something, never sent twice."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.by_staff import STAFF_TEXT
from enrollment.request import State
from staff import text_words
from staff.desk_words import NO_TEXT
from staff.records import texts as text_records
from store import desk as desk_store
from store.console_tables import desk_events, staff_texts
from store.conversation_tables import desk_items
from store.desk import DeskKind
from store.tables import contacts, messages, outbox, request_events, staff_sessions, staff_views

from .conftest import Browser, form_token

HARMLESS, TELLING = "We got it and will write soon", "Hi Rosa, your case is open"


@pytest.fixture
def parent(office):
    """Somebody who wrote an hour ago and was answered."""
    contact = office.phone(language="en", noticed_at=office.clock.at - timedelta(days=1))
    office.text(contact, "where is my stuff", at=office.clock.at - timedelta(hours=1))
    return contact


@pytest.fixture
def item(office, parent):
    """What they wrote lies on the desk, with their request."""
    made = office.request(State.READY, contact_id=parent)
    with office.database.write() as connection:
        ids = {"contact_id": parent, "request_id": made.id}
        desk_store.put(connection, DeskKind.NOT_UNDERSTOOD, office.clock.at, **ids)
        return connection.execute(select(desk_items.c.id)).scalar_one()


def hidden(page: str, name: str) -> str:
    return re.search(rf'name="{name}" value="([^"]*)"', page)[1]


def write(browser: Browser, path: str, text: str = "own", words: str = "", **more: str):
    """Open the form, choose, and look at it."""
    page = browser.text(path)
    data = {"csrf": form_token(page), "seen": hidden(page, "seen"), "text": text, "words": words, "do": "look"}
    return browser.client.post(path, data=data | more)


def send(browser: Browser, path: str, text: str = "own", words: str = "", **more: str):
    """And then send what was looked at."""
    looked = write(browser, path, text, words)
    assert looked.status_code == 200, looked.status
    names = ("csrf", "seen", "looked", "language", "text", "words")
    data = {name: hidden(looked.text, name) for name in names} | {"do": "send"}
    return browser.client.post(path, data=data | more)


def texts_out(office) -> list[tuple[str, str, str]]:
    with office.database.read() as connection:
        rows = connection.execute(select(messages).where(~messages.c.inbound).order_by(messages.c.id)).all()
    return [(row.code, row.body, row.status) for row in rows]


def promised(office):
    with office.database.read() as connection:
        return connection.execute(select(outbox.c.due_at).where(outbox.c.kind == STAFF_TEXT)).scalars().all()


def open_kinds(office) -> list[str]:
    with office.database.read() as connection:
        found = select(desk_items.c.kind).where(desk_items.c.settled_at.is_(None)).order_by(desk_items.c.id)
        return list(connection.execute(found).scalars())


def item_of(office, kind: DeskKind) -> int:
    with office.database.read() as connection:
        return connection.execute(select(desk_items.c.id).where(desk_items.c.kind == kind.value)).scalar_one()


def test_every_finding_refusal_and_reason_has_words() -> None:
    assert set(text_words.FINDINGS) == set(text_words.Finding)
    assert set(text_words.REFUSALS) == set(text_words.Refusal)
    assert set(text_words.WHY_NOT) == set(text_words.WhyNot)


def test_a_ready_made_text_is_looked_at_and_sent_with_the_clerks_name(clerk, office, item) -> None:
    looked = write(clerk, f"/staff/desk/{item}/text", "staff_unit")
    assert "As it goes out" in looked.text
    assert "Billed as 1 segment. It goes out within a minute." in looked.text
    assert texts_out(office) == []
    sent = send(clerk, f"/staff/desk/{item}/text", "staff_unit")
    assert sent.location == f"/staff/desk/{item}?done=text_sent"
    ((code, body, status),) = texts_out(office)
    assert (code, status) == ("staff_unit", "waiting")
    assert body.startswith("Sac County DCSS: Is there an apartment")
    assert promised(office) == [office.clock.at]
    page = clerk.text(sent.location)
    assert "The text goes out within a minute." in page
    assert "Wrote a text to the parent" in page
    with office.database.read() as connection:
        event = connection.execute(select(request_events).order_by(request_events.c.id.desc()).limit(1)).one()
        kept = connection.execute(select(staff_texts)).one()
    assert (event.kind, event.actor, event.code) == ("wrote", f"staff:{office.users['ana']}", "staff_unit")
    assert (kept.written_by, kept.body) == (office.users["ana"], None)


def test_a_spanish_parent_gets_spanish_and_the_clerk_reads_its_english(clerk, office, item, parent) -> None:
    with office.database.write() as connection:
        connection.execute(update(contacts).values(language="es"))
    page = clerk.text(f"/staff/desk/{item}/text")
    assert "¿Su domicilio tiene apartamento o unidad?" in page
    assert "Is there an apartment or unit number?" in page
    looked = write(clerk, f"/staff/desk/{item}/text", "staff_unit", language="es")
    assert "<b>In English:</b> Sac County DCSS: Is there an apartment" in looked.text
    other = clerk.text(f"/staff/desk/{item}/text?language=en")
    assert "¿Su domicilio tiene apartamento o unidad?" not in other


def test_from_the_requests_page_it_is_the_same(clerk, office, parent) -> None:
    made = office.request(State.READY, contact_id=parent)
    sent = send(clerk, f"/staff/requests/{made.reference}/text", "own", HARMLESS)
    assert sent.location == f"/staff/requests/{made.reference}?done=text_sent"
    assert texts_out(office)[0][1] == f"Sac County DCSS: {HARMLESS} STOP ends texts."
    with office.database.read() as connection:
        assert "text form" in connection.execute(select(staff_views.c.what)).scalars().all()


def test_only_what_was_looked_at_is_sent(clerk, office, item) -> None:
    looked = write(clerk, f"/staff/desk/{item}/text", "own", HARMLESS)
    data = {name: hidden(looked.text, name) for name in ("csrf", "seen", "looked", "text")}
    other = data | {"words": "Your case is open", "do": "send"}
    again = clerk.client.post(f"/staff/desk/{item}/text", data=other)
    assert again.status_code == 200
    assert "what this is about" in again.text
    assert texts_out(office) == []


@pytest.mark.parametrize(
    ("words", "because"),
    [
        ("Reply YES to go on", "may mean “no more texts”"),
        ("Text 1 if that is right", "digits answer the machine"),
        ("it is 123-45-6789", "never put one in a text"),
        ("", "Choose a text, or write one"),
    ],
)
def test_what_nobody_may_send_is_refused_with_the_reason(clerk, office, item, words: str, because: str) -> None:
    refused = write(clerk, f"/staff/desk/{item}/text", "own", words)
    assert refused.status_code == 422
    assert because in refused.text
    assert texts_out(office) == []


@pytest.mark.parametrize(
    ("values", "because"),
    [
        ({"opted_out_at": True}, "stopped our texts"),
        ({"unsafe_to_text_at": True}, "not safe to text"),
        ({"cannot_text": "carrier_30006"}, "No text can reach"),
    ],
)
def test_a_phone_no_text_may_go_to_shows_no_form(clerk, office, item, values: dict, because: str) -> None:
    values = {name: office.clock.at if value is True else value for name, value in values.items()}
    before = hidden(clerk.text(f"/staff/desk/{item}/text"), "seen")
    looked = write(clerk, f"/staff/desk/{item}/text", "own", HARMLESS)
    with office.database.write() as connection:
        connection.execute(update(contacts).values(values))
    page = clerk.text(f"/staff/desk/{item}/text")
    assert because in page
    assert "textarea" not in page
    data = {name: hidden(looked.text, name) for name in ("csrf", "looked", "language", "text", "words")}
    clerk.client.post(f"/staff/desk/{item}/text", data=data | {"seen": before, "do": "send"})
    assert texts_out(office) == []


def test_ninety_days_later_and_to_a_phone_that_never_wrote_nothing_goes(clerk, office, item, parent) -> None:
    with office.database.write() as connection:
        connection.execute(update(messages).values(at=office.clock.at - timedelta(days=91)))
    assert "more than 90 days old" in clerk.text(f"/staff/desk/{item}/text")
    stranger = office.request(State.READY, contact_id=office.phone("+19165550199"))
    assert "has never texted us" in clerk.text(f"/staff/requests/{stranger.reference}/text")


def test_at_night_the_page_says_that_it_waits(clerk, office, item, clock) -> None:
    clock.pass_by(timedelta(hours=9))  # Friday, nine in the evening
    with office.database.write() as connection:
        connection.execute(update(staff_sessions).values(seen_at=clock.at, created_at=clock.at))
    looked = write(clerk, f"/staff/desk/{item}/text", "own", HARMLESS)
    assert "It goes out Sat, Nov 21, 8:00 AM" in looked.text
    sent = send(clerk, f"/staff/desk/{item}/text", "own", HARMLESS)
    assert "goes out from 8 am on" in clerk.text(sent.location)
    assert promised(office) == [clock.at + timedelta(hours=11)]


def test_of_two_clerks_at_once_one_sends(clerk, supervisor, office, item) -> None:
    path = f"/staff/desk/{item}/text"
    mine = write(clerk, path, "own", HARMLESS)
    theirs = write(supervisor, path, "staff_call_us")
    names = ("csrf", "seen", "looked", "language", "text", "words")
    one = supervisor.client.post(path, data={name: hidden(theirs.text, name) for name in names} | {"do": "send"})
    two = clerk.client.post(path, data={name: hidden(mine.text, name) for name in names} | {"do": "send"})
    assert (one.status_code, two.status_code) == (303, 409)
    assert "nothing was recorded" in two.text
    assert len(texts_out(office)) == 1


def test_a_text_that_came_meanwhile_is_read_first(clerk, office, item, parent) -> None:
    path = f"/staff/desk/{item}/text"
    looked = write(clerk, path, "own", HARMLESS)
    office.text(parent, "he found out, do not write")
    names = ("csrf", "seen", "looked", "language", "text", "words")
    response = clerk.client.post(path, data={name: hidden(looked.text, name) for name in names} | {"do": "send"})
    assert response.status_code == 409
    assert texts_out(office) == []


def test_what_tells_something_waits_for_a_supervisor_who_lets_it_go(clerk, supervisor, office, item) -> None:
    looked = write(clerk, f"/staff/desk/{item}/text", "own", TELLING)
    assert "a name" in looked.text
    assert "what this is about" in looked.text
    assert "Give it to a supervisor" in looked.text
    asked = send(clerk, f"/staff/desk/{item}/text", "own", TELLING)
    assert asked.location.endswith("done=text_asked")
    assert texts_out(office) == []
    assert open_kinds(office) == ["not_understood", "text_to_approve"]
    waiting = item_of(office, DeskKind.TEXT_TO_APPROVE)
    assert "Let it go" not in clerk.text(f"/staff/desk/{waiting}")
    assert "Only a supervisor" in clerk.text(f"/staff/desk/{waiting}")
    page = supervisor.text(f"/staff/desk/{waiting}")
    assert TELLING in page
    assert "Written by ana" in page
    assert decide(supervisor, waiting, "approve").status_code == 303
    ((code, body, _),) = texts_out(office)
    assert (code, body) == ("staff_frame", f"Sac County DCSS: {TELLING} STOP ends texts.")
    assert open_kinds(office) == ["not_understood"]
    with office.database.read() as connection:
        kept = connection.execute(select(staff_texts)).one()
        events = connection.execute(select(request_events.c.kind, request_events.c.actor)).all()
        deeds = connection.execute(select(desk_events.c.what).where(desk_events.c.item_id == waiting)).scalars().all()
    assert (kept.written_by, kept.decided_by, kept.body) == (office.users["ana"], office.users["sue"], None)
    assert ("asked_to_send", f"staff:{office.users['ana']}") in events
    assert ("let_go", f"staff:{office.users['sue']}") in events
    assert deeds[-1] == "approve"


def decide(browser: Browser, item: int, what: str, reason: str = "", **more: str):
    page = browser.text(f"/staff/desk/{item}")
    data = {"csrf": form_token(page), "seen": hidden(page, "seen"), "do": what, "reason": reason}
    draft = re.search(r'name="draft" value="(\d+)"', page)
    data["draft"] = draft[1] if draft else "1"
    return browser.client.post(f"/staff/desk/{item}/approval", data=data | more)


def test_what_is_refused_comes_back_to_its_writer_with_the_reason(clerk, supervisor, office, item) -> None:
    send(clerk, f"/staff/desk/{item}/text", "own", TELLING)
    waiting = item_of(office, DeskKind.TEXT_TO_APPROVE)
    assert decide(supervisor, waiting, "refuse").location.endswith("done=no_reason")
    assert "Say why" in supervisor.text(decide(supervisor, waiting, "refuse").location)
    decide(supervisor, waiting, "refuse", "Leave her name out")
    assert texts_out(office) == []
    mine = clerk.text("/staff/desk?view=mine")
    assert "Your text was not sent" in mine
    page = clerk.text(f"/staff/desk/{item_of(office, DeskKind.TEXT_NOT_APPROVED)}")
    assert "Leave her name out" in page
    assert TELLING in page
    assert send(clerk, f"/staff/desk/{item}/text", "own", HARMLESS).status_code == 303


def test_a_clerk_decides_nothing_and_two_supervisors_decide_once(clerk, supervisor, office, item) -> None:
    send(clerk, f"/staff/desk/{item}/text", "own", TELLING)
    waiting = item_of(office, DeskKind.TEXT_TO_APPROVE)
    assert decide(clerk, waiting, "approve").status_code == 403
    page = supervisor.text(f"/staff/desk/{waiting}")
    as_seen = {"seen": hidden(page, "seen"), "draft": hidden(page, "draft")}
    assert decide(supervisor, waiting, "approve").status_code == 303
    assert decide(supervisor, waiting, "approve", **as_seen).status_code == 409
    assert len(texts_out(office)) == 1
    token = form_token(clerk.text("/staff/"))
    settle = {"csrf": token, "do": "settle", "seen": as_seen["seen"]}
    assert clerk.client.post(f"/staff/desk/{waiting}", data=settle).status_code == 409


def test_one_text_at_a_time_waits(clerk, office, item, parent) -> None:
    send(clerk, f"/staff/desk/{item}/text", "own", TELLING)
    page = clerk.text(f"/staff/desk/{item}/text")
    assert "already waits for a supervisor" in page
    assert "textarea" not in page
    with office.database.read() as connection:
        seen = text_records.seen(connection, parent)
    data = {"csrf": form_token(page), "seen": seen, "text": "staff_unit", "do": "look"}
    assert clerk.client.post(f"/staff/desk/{item}/text", data=data).status_code == 409


def test_what_the_parent_did_meanwhile_stands_in_the_way(clerk, supervisor, office, item, parent) -> None:
    send(clerk, f"/staff/desk/{item}/text", "own", TELLING)
    waiting = item_of(office, DeskKind.TEXT_TO_APPROVE)
    office.text(parent, "STOP", at=office.clock.pass_by(timedelta(minutes=1)))
    with office.database.write() as connection:
        connection.execute(update(contacts).values(opted_out_at=office.clock.at))
    page = supervisor.text(f"/staff/desk/{waiting}")
    assert "The parent has written since" in page
    assert "It cannot go out now" in page
    assert decide(supervisor, waiting, "approve").status_code == 409
    assert texts_out(office) == []
    assert decide(supervisor, waiting, "refuse", "They stopped our texts").status_code == 303


def test_a_supervisors_own_text_needs_nobody_else(supervisor, office, item) -> None:
    looked = write(supervisor, f"/staff/desk/{item}/text", "own", TELLING)
    assert "Look twice" in looked.text
    assert send(supervisor, f"/staff/desk/{item}/text", "own", TELLING).location.endswith("done=text_sent")
    with office.database.read() as connection:
        assert connection.execute(select(staff_texts.c.findings)).scalar_one() == "name,topic"


@pytest.mark.parametrize("kind", [DeskKind.DANGER, DeskKind.BORROWED_PHONE])
def test_to_a_parent_in_danger_even_the_plainest_text_is_a_supervisors(clerk, office, item, parent, kind) -> None:
    with office.database.write() as connection:
        desk_store.put(connection, kind, office.clock.at, contact_id=parent)
    assert "Take care" in clerk.text(f"/staff/desk/{item}/text")
    assert send(clerk, f"/staff/desk/{item}/text", "staff_seen").location.endswith("done=text_asked")
    assert texts_out(office) == []


def test_a_viewer_writes_to_nobody(viewer, office, item) -> None:
    assert viewer.get(f"/staff/desk/{item}/text").status_code == 403
    token = form_token(viewer.text("/staff/"))
    response = viewer.client.post(f"/staff/desk/{item}/text", data={"csrf": token, "text": "staff_unit"})
    assert response.status_code == 403
    assert viewer.client.post(f"/staff/desk/{item}/approval", data={"csrf": token}).status_code == 403
    assert "Write to the parent" not in viewer.text(f"/staff/desk/{item}")


@pytest.mark.parametrize("path", ["/staff/desk/4711/text", "/staff/requests/00000000/text"])
def test_what_is_not_there_cannot_be_written_to(clerk, path: str) -> None:
    assert clerk.get(path).status_code == 404


def test_a_request_without_a_phone_cannot_be_written_to(clerk, office) -> None:
    assert clerk.get(f"/staff/requests/{office.request(State.READY).reference}/text").status_code == 404


def test_the_conversation_shows_who_wrote_and_the_english_of_our_spanish(clerk, office, parent) -> None:
    made = office.request(State.READY, contact_id=parent)
    office.text(parent, "¿Me da su ZIP? (5 cifras)", inbound=False, code="ask_zip", status="delivered")
    send(clerk, f"/staff/requests/{made.reference}/text", "staff_call_us")
    page = clerk.text(f"/staff/requests/{made.reference}")
    assert "We (ana), Fri, Nov 20" in page
    assert "Wrote a text to the parent (please call us)" in page
    assert "What is your ZIP code? (5 numbers)" in page
    assert f'href="/staff/requests/{made.reference}/text"' in page


def test_a_viewer_reads_neither_our_words_nor_their_english(viewer, office, parent) -> None:
    made = office.request(State.READY, contact_id=parent)
    office.text(parent, "¿Me da su ZIP? (5 cifras)", inbound=False, code="ask_zip", status="delivered")
    page = viewer.text(f"/staff/requests/{made.reference}")
    assert "What is your ZIP code" not in page
    assert "Write to the parent" not in page


@pytest.mark.parametrize("kind", sorted(NO_TEXT))
def test_where_nobody_is_to_be_written_to_there_is_no_form_by_its_address_either(
    clerk, office, item, parent, kind
) -> None:
    data = {"csrf": form_token(clerk.text(f"/staff/desk/{item}/text")), "text": "staff_unit", "do": "look"}
    with office.database.write() as connection:
        desk_store.put(connection, DeskKind(kind), office.clock.at, contact_id=parent)
    path = f"/staff/desk/{item_of(office, DeskKind(kind))}/text"
    assert clerk.get(path).status_code == 404
    assert clerk.client.post(path, data=data).status_code == 404
    assert texts_out(office) == []
