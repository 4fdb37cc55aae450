"""The queue answers at a glance: what is late, what is stuck and why, what to do next."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import event

from bot.turn import ReviewReason
from enrollment.particulars import Particulars
from enrollment.request import State
from enrollment.working_days import pacific_date
from fulfillment.forms import FormProblem
from fulfillment.letter import LetterProblem
from parsers import Language, Part, PersonName, PostalAddress
from staff import wording
from staff.line import describe
from staff.listing import STATES, View, read_key, read_order, read_view
from staff.masking import masked_name
from store import requests
from store.database import Database
from store.outbox import Backlog

NOW = datetime(2026, 11, 20, 20, 0, tzinfo=UTC)
TODAY = date(2026, 11, 20)
JOHN = Particulars(
    Language.ENGLISH, PersonName("John Q Public"), PostalAddress("1 Main St", None, "Folsom", "CA", "95630")
)


def test_an_empty_queue_says_so(clerk) -> None:
    page = clerk.text("/staff/")
    assert "Nothing is open" in page
    assert "Nothing here." in page


def test_a_row_tells_who_when_and_what_is_next_without_the_name(clerk, office) -> None:
    made = office.request(State.READY)
    page = clerk.text("/staff/")
    row = _rows(page)[0]
    assert f"{made.reference[:4]}-{made.reference[4:]}" in row
    assert "M. L…" in row
    assert "Spanish" in row
    assert "Asked" not in row
    assert "Thu, Nov 19" in row
    assert "Tue, Nov 24" in row
    assert "4 days left" in row
    assert "Ready to print" in row
    assert "Print it" in row
    assert "López" not in page
    assert "Fruitridge" not in page


@pytest.mark.parametrize(
    ("days", "words"),
    [(-2, "2 days late"), (-1, "1 day late"), (0, "due today"), (1, "due tomorrow"), (2, "2 days left")],
)
def test_a_due_date_is_told_in_words(clerk, office, days: int, words: str) -> None:
    office.request(due_on=TODAY + timedelta(days=days))
    assert words in _rows(clerk.text("/staff/"))[0]


def test_the_day_changes_at_midnight_in_sacramento(clerk, office, clock) -> None:
    office.request(due_on=TODAY)
    clock.at = datetime(2026, 11, 21, 7, 59, tzinfo=UTC)  # 11:59 pm on Friday the 20th
    clerk.sign_in("ana")
    assert "due today" in clerk.text("/staff/")
    clock.pass_by(timedelta(minutes=1))
    assert "1 day late" in clerk.text("/staff/")


def test_the_sentence_tells_the_oldest_and_the_next_due(clerk, office) -> None:
    office.request(State.READY, due_on=date(2026, 11, 17))
    office.request(due_on=date(2026, 11, 19))
    office.request(due_on=TODAY)
    office.request(State.MAILED, due_on=date(2026, 11, 2))
    sentence = _between(clerk.text("/staff/"), '<p class="sentence">', "</p>")
    assert sentence == "3 requests open. 2 are late; the oldest was due Tue, Nov 17. The next is due today."


def test_views_count_and_show_their_own(clerk, office) -> None:
    for state in (
        State.ACCEPTED,
        State.READY,
        State.PRINTED,
        State.HELD,
        State.MAILED,
        State.RETURNED,
        State.CANCELLED,
    ):
        office.request(state)
    office.request(State.NEEDS_REVIEW, review_reason="unreadable")
    office.request(State.NEEDS_ANSWER, replace(JOHN, missing=(Part.ZIP,)))
    office.request(due_on=TODAY - timedelta(days=1))
    office.stick(office.request())
    expected = {
        View.OPEN: 8, View.LATE: 1, View.STUCK: 1, View.REVIEW: 1, View.READY: 1, View.PRINTED: 1, View.HELD: 1,
        View.ASKED: 1, View.MAKING: 3, View.RETURNED: 1, View.MAILED: 1, View.ENDED: 1,
    }  # fmt: skip
    counted = dict(re.findall(r'id="tab-(\w+)"[^\n]*<b>(\d+)</b>', clerk.text("/staff/")))
    done = {View.MAILED, View.ENDED}  # what is done grows without end, and is not counted
    assert counted == {view.value: str(count) for view, count in expected.items() if view not in done}
    for view, count in expected.items():
        assert len(_rows(clerk.text(f"/staff/?view={view}"))) == count, view


def test_every_state_is_in_a_view_of_its_own_besides_all_open() -> None:
    shown = {state for view, states in STATES.items() if view is not View.OPEN for state in states}
    assert shown == set(State)


def test_what_is_in_the_way_is_told_in_words(clerk, office) -> None:
    office.request(State.NEEDS_REVIEW, replace(JOHN, doubtful=(Part.NAME,)), review_reason="no_answer")
    assert "No answer to our question. In doubt: name" in _rows(clerk.text("/staff/?view=review"))[0]
    office.request(State.NEEDS_ANSWER, replace(JOHN, missing=(Part.SECONDARY_UNIT, Part.ZIP)))
    assert "Missing: apartment or unit and ZIP code" in _rows(clerk.text("/staff/?view=asked"))[0]
    office.request(State.HELD)
    assert "Was: ready to print" in _rows(clerk.text("/staff/?view=held"))[0]
    office.stick(office.request(), "forms_missing")
    stuck = _rows(clerk.text("/staff/?view=stuck"))[0]
    assert "Stuck: a required form of the county is missing" in stuck
    assert "Try again" in stuck


def test_a_country_keeps_its_capitals(clerk, office) -> None:
    office.request(State.NEEDS_REVIEW, JOHN, review_reason="foreign_address")
    assert "An address outside the United States" in clerk.text("/staff/")


def test_an_old_failure_of_a_corrected_package_no_longer_counts(clerk, office, database: Database) -> None:
    made = office.request()
    office.stick(made)
    with database.write() as connection:
        requests.correct(connection, database.vault, made, JOHN, actor="parent", now=NOW)
    page = clerk.text("/staff/")
    assert "Stuck:" not in page
    assert re.search(r'id="tab-stuck".*?<b>0</b>', page)


CODES = [reason.value for reason in ReviewReason]
CODES += [problem.value for problem in LetterProblem]
CODES += [f"forms_{problem}" for problem in FormProblem]
CODES += [
    "died",
    "too_slow",
    "queue_unreachable",
    "database_unavailable",
    "disk_full",
    "changed_meanwhile",
    "incomplete",
]


@pytest.mark.parametrize("code", CODES)
def test_every_code_a_clerk_may_meet_has_words(code: str) -> None:
    assert wording.has_words(code)


def test_a_code_nobody_foresaw_is_shown_rather_than_hidden() -> None:
    assert wording.from_code("os_eio") == "os eio"
    assert wording.from_code("carrier_30006") == "a landline, or a carrier that takes no texts"
    assert wording.from_code("carrier_12345") == "error 12345 at Twilio"


@pytest.mark.parametrize("state", list(State))
def test_every_state_has_words(state: State) -> None:
    assert wording.STATES[state]


def test_pages_go_by_key_so_that_nothing_is_skipped_when_rows_leave(clerk, office) -> None:
    made = [office.request(due_on=TODAY + timedelta(days=n % 3)) for n in range(70)]
    first = clerk.text("/staff/")
    shown = _references(first)
    assert len(shown) == 50
    for reference in shown[:10]:  # meanwhile a colleague deals with ten of them
        clerk.press(next(each for each in made if each.reference == reference), "hold")
    then = clerk.text(_between(first, 'id="page-next" class="button" href="', '"').replace("&amp;", "&"))
    assert set(shown) | set(_references(then)) == {each.reference for each in made}
    assert "First page" in then
    assert "page-next" not in then


def test_what_is_done_shows_the_newest_first(clerk, office) -> None:
    old, new = office.request(State.MAILED, due_on=date(2026, 11, 2)), office.request(State.MAILED)
    assert _references(clerk.text("/staff/?view=mailed")) == [new.reference, old.reference]
    assert "mailed 18 days late" in clerk.text("/staff/?view=mailed")


def test_pages_of_what_is_done_go_back_in_time(clerk, office) -> None:
    made = [office.request(State.MAILED, due_on=TODAY - timedelta(days=n % 4)) for n in range(60)]
    first = clerk.text("/staff/?view=mailed")
    then = clerk.text(_between(first, 'id="page-next" class="button" href="', '"').replace("&amp;", "&"))
    oldest_last = sorted(made, key=lambda each: (each.due_on, each.id), reverse=True)
    assert _references(first) + _references(then) == [each.reference for each in oldest_last]


@pytest.mark.parametrize(
    "query",
    [
        "view=nonsense",
        "after=nonsense",
        "after=2026-99-99.1",
        "after=2026-11-20.",
        "view=",
        "sort=name",
        "sort=--due",
        "sort=-",
        "sort=state&after=2026-11-20.1",
        "sort=state&after=lost.2026-11-20.1",
        "sort=came&after=2026-11-20.1",
        "sort=changed&after=2026-11-20T20:00:00.1",
        "after=accepted.2026-11-20.1",
    ],
)
def test_an_address_somebody_mangled_still_shows_the_queue(clerk, office, query: str) -> None:
    office.request()
    assert len(_rows(clerk.text(f"/staff/?{query}"))) == 1


KEYS = [
    ("due", "2026-11-20.17"),
    ("-came", "2026-11-20T20:00:00Z.17"),
    ("changed", "2026-11-20T20:00:00.000123Z.17"),
    ("-state", "needs_review.2026-11-20.17"),
]


@pytest.mark.parametrize(("sort", "key"), KEYS)
def test_keys_survive_the_address_bar(sort: str, key: str) -> None:
    order = read_order(sort, View.OPEN)
    assert str(order) == sort
    assert str(read_key(key, order)) == key
    assert read_view("late") is View.LATE


def test_the_order_is_a_link_that_keeps_the_view_and_turns_round(clerk, office, clock) -> None:
    late = office.request(State.READY, due_on=TODAY - timedelta(days=2), asked_at=clock.at - timedelta(days=1))
    later = office.request(State.READY, due_on=TODAY - timedelta(days=1), asked_at=clock.at - timedelta(days=3))
    page = clerk.text("/staff/?view=late")
    assert _references(page) == [late.reference, later.reference]
    came = _between(page, 'id="sort-2" href="', '"').replace("&amp;", "&")
    assert came == "/staff/?view=late&sort=came"
    sorted_page = clerk.text(came)
    assert _references(sorted_page) == [later.reference, late.reference]
    turned = _between(sorted_page, 'id="sort-2" href="', '"').replace("&amp;", "&")
    assert _references(clerk.text(turned)) == [late.reference, later.reference]
    assert "view=ready&amp;sort=came" in sorted_page, "the other views keep the order"
    assert re.search(r'hx-get="/staff/live\?view=late&amp;sort=came&amp;seen=', sorted_page)


def test_by_last_change_the_list_says_when_that_was(clerk, office, clock) -> None:
    first, second = office.request(State.READY), office.request(State.READY)
    clock.pass_by(timedelta(minutes=5))
    clerk.press(first, "hold")
    page = clerk.text("/staff/?sort=-changed")
    assert _references(page) == [first.reference, second.reference]
    assert "Fri, Nov 20, 12:05 PM" in page
    assert "Last change" in _between(page, "<thead", "</thead>")


def test_the_page_refreshes_only_what_changed(clerk, office) -> None:
    office.request()
    seen = re.search(r"seen=(\w+)", clerk.text("/staff/"))
    assert seen is not None
    assert clerk.get(f"/staff/live?view=open&seen={seen.group(1)}").status_code == 204
    office.request()
    changed = clerk.get(f"/staff/live?view=open&seen={seen.group(1)}")
    assert changed.status_code == 200
    assert len(_rows(changed.text)) == 2
    assert "<html" not in changed.text


def test_the_line_is_told_in_words(clerk, office) -> None:
    office.request(State.READY)
    assert "The line: 2 workers, last package 2 minutes ago, 0 waiting." in clerk.text("/staff/")


NOTHING = Backlog(0, 0, None)
LINES = [
    pytest.param({}, NOTHING, "No worker is running", id="nobody-has-ever-beaten"),
    pytest.param({"clock": (NOW, None)}, NOTHING, "No worker is running", id="only-the-clock"),
    pytest.param({"worker-1": (NOW, None)}, NOTHING, "The clock is not running", id="only-a-worker"),
    pytest.param(
        {"worker-1": (NOW - timedelta(minutes=2), None), "clock": (NOW, None)}, NOTHING, "No worker", id="worker-silent"
    ),
    pytest.param(
        {"worker-1": (NOW, "queue_unreachable"), "clock": (NOW, None)},
        NOTHING,
        "Worker-1 says: the queue server cannot be reached",
        id="queue-server-down",
    ),
    pytest.param(
        {"worker-1": (NOW, None), "clock": (NOW, None)},
        Backlog(3, 0, NOW - timedelta(minutes=12)),
        "The oldest work has waited 12 minutes",
        id="work-piles-up",
    ),
]


@pytest.mark.parametrize(("beats", "backlog", "trouble"), LINES)
def test_trouble_on_the_line_is_said_plainly(beats, backlog: Backlog, trouble: str) -> None:
    assert trouble in " ".join(describe(beats, backlog, None, NOW).troubles)


def test_work_that_was_given_up_is_counted() -> None:
    assert describe({}, Backlog(2, 1, None), None, NOW).words == "0 workers, no package yet, 2 waiting, 1 given up"


def test_a_healthy_line_has_no_trouble() -> None:
    beats = {"worker-1": (NOW - timedelta(seconds=9), None), "clock": (NOW, None)}
    assert describe(beats, Backlog(4, 0, NOW - timedelta(seconds=20)), None, NOW).troubles == ()


SEARCHES = ["{ref}", "{spoken}", " {spoken} "]


@pytest.mark.parametrize("typed", SEARCHES)
def test_a_reference_leads_straight_to_its_request(clerk, office, typed: str) -> None:
    made = office.request()
    spoken = f"{made.reference[:4]}-{made.reference[4:]}"
    response = clerk.search(typed.format(ref=made.reference, spoken=spoken))
    assert response.location == f"/staff/requests/{made.reference}"


@pytest.mark.parametrize("typed", ["(916) 555-0123", "9165550123", "+1 916-555-0123"])
def test_a_phone_finds_its_requests(clerk, office, typed: str) -> None:
    made = [office.request(contact_id=office.phone()) for _ in range(1)] + [office.request(State.MAILED)]
    response = clerk.search(typed)
    assert _references(response.text) == [made[0].reference]


@pytest.mark.parametrize("typed", ["Maria Lopez", "maría lópez", "LOPEZ, MARIA"])
def test_a_whole_name_finds_its_requests_however_it_is_spelt(clerk, office, typed: str) -> None:
    made = office.request()
    office.request(particulars=JOHN)
    assert _references(clerk.search(typed).text) == [made.reference]


@pytest.mark.parametrize(
    "typed", ["Maria", "0000-0000", "48291038", "%", "💥\x00", "'; --", "<script>alert(1)</script>"]
)
def test_what_is_not_there_is_not_found(clerk, office, typed: str) -> None:
    office.request()
    response = clerk.search(typed)
    assert response.status_code == 200
    assert "Nothing was found" in response.text
    assert "<script>alert" not in response.text


def test_what_was_searched_never_stands_in_an_address(clerk, office) -> None:
    office.request(contact_id=office.phone())
    response = clerk.search("Maria Lopez")
    assert response.status_code == 200, "a list answers the POST itself"
    assert response.location is None
    assert clerk.get("/staff/search?what=Maria").status_code == 404


def test_the_number_of_statements_does_not_grow_with_the_queue(clerk, office, database: Database) -> None:
    office.stick(office.request())
    with _counted(database) as one:
        clerk.text("/staff/")
    for _ in range(30):
        office.stick(office.request())
    with _counted(database) as many:
        clerk.text("/staff/")
    assert one == many
    assert len([each for each in one if each != "BEGIN"]) <= 9


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("Maria Lopez", "M. L…"),
        ("Cher", "C…"),
        ("ana de la cruz", "A. C…"),
        ("Ñandú Ōe", "Ñ. Ō…"),
        ("Jon-Paul O'Dea III", "J. O…"),
        ("Ana Ruiz, Jr.", "A. R…"),
        (None, "no name yet"),
    ],
)
def test_masked_names_tell_rows_apart_and_nobody_who_it_is(name: str | None, masked: str) -> None:
    assert masked_name(PersonName(name) if name else None) == masked


def test_dates_of_another_year_carry_it() -> None:
    assert wording.day(date(2025, 12, 31), TODAY) == "Wed, Dec 31, 2025"
    assert pacific_date(NOW) == TODAY


def _rows(page: str) -> list[str]:
    return re.findall(r'<tr role="row">\n<th role="rowheader".*?</tr>', page, re.DOTALL)


def _references(page: str) -> list[str]:
    return re.findall(r'id="r-(\d{8})"', page)


def _between(page: str, start: str, end: str) -> str:
    return page.split(start, 1)[1].split(end, 1)[0]


@contextmanager
def _counted(database: Database) -> Iterator[list[str]]:
    seen: list[str] = []

    def note(_connection, _cursor, statement: str, *_rest: object) -> None:
        seen.append(re.sub(r"IN \(.*?\) AND", "IN (…) AND", statement))

    event.listen(database.engine, "before_cursor_execute", note)
    yield seen
    event.remove(database.engine, "before_cursor_execute", note)
