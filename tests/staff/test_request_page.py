"""One request: what a clerk sees and may do, what a viewer does not, and what nobody gets by asking cleverly."""

from __future__ import annotations

import gzip
import html
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import event, select

from enrollment.particulars import Particulars
from enrollment.request import State
from parsers import Language, Part, PersonName, PostalAddress
from staff.marking import CARE_OF, Piece, pieces
from store import requests
from store.database import Database
from store.tables import outbox

WROTE = "OPEN María López 1234 Fruitridge Rd Apt 5 Sacramento CA 95820 in spanish please"
JOHN = Particulars(
    Language.ENGLISH, PersonName("John Q Public"), PostalAddress("1 Main St", None, "Folsom", "CA", "95630")
)


@pytest.fixture
def told(office, clock):
    """A request with a conversation behind it."""
    contact = office.phone(language="es")
    made = office.request(State.READY, contact_id=contact)
    at = clock.at - timedelta(days=1)
    office.text(contact, WROTE, at=at, request_id=made.id)
    office.text(contact, "Mandaremos formas en español a María López", inbound=False, at=at, status="delivered")
    return made


def test_a_clerk_sees_the_envelope_the_texts_and_what_was_read(clerk, told) -> None:
    page = _words(clerk.text(f"/staff/requests/{told.reference}"))
    assert "MARÍA LÓPEZ 1234 FRUITRIDGE RD APT 5 SACRAMENTO CA 95820" in page
    assert "(916) 555-0123" in page
    assert WROTE in page
    assert "Mandaremos formas en español" in page
    assert "Delivered" in page
    assert "Ready to print" in page
    assert "6 pages, made Fri, Nov 20, 11:58 AM" in page
    assert "Request came in; being made Thu, Nov 19, 12:00 PM · Parent" in page


def test_every_opening_is_recorded_under_the_name_of_who_opened(clerk, told, office) -> None:
    assert office.views() == []
    clerk.text(f"/staff/requests/{told.reference}")
    clerk.get(f"/staff/requests/{told.reference}/package.pdf")
    ana = office.users["ana"]
    assert office.views() == [(ana, told.id, "request"), (ana, told.id, "package")]


def test_a_page_that_only_asks_for_news_opens_nothing(clerk, told, office) -> None:
    page = clerk.text(f"/staff/requests/{told.reference}")
    url = html.unescape(re.search(r'hx-get="([^"]+)"', page)[1])
    assert clerk.get(url).status_code == 204
    clerk.press(told, "hold")
    news = clerk.get(url)
    assert news.status_code == 286
    assert "López" not in news.text
    assert {what for _, _, what in office.views()} == {"request"}


def test_a_viewer_sees_how_it_stands_and_not_who_it_is(viewer, told, office) -> None:
    page = viewer.text(f"/staff/requests/{told.reference}")
    assert "M. L…" in page
    assert "Ready to print" in page
    for secret in ("López", "Lopez", "LÓPEZ", "Fruitridge", "FRUITRIDGE", "95820", "555-0123", "Mandaremos", "OPEN "):
        assert secret not in page, secret
    assert office.views() == [(office.users["vic"], told.id, "masked request")]


def test_a_viewer_cannot_open_a_package_search_people_or_change_anything(viewer, told, office) -> None:
    assert viewer.get(f"/staff/requests/{told.reference}/package.pdf").status_code == 403
    for action in ("printed", "hold", "release", "mailed", "try-again"):
        assert viewer.press(told, action).status_code == 403
    assert office.state(told) is State.READY
    page = viewer.text(f"/staff/requests/{told.reference}")
    assert "<button" not in page.split("<main")[1]
    assert "Print it" not in viewer.text("/staff/")
    assert "Nothing was found" in viewer.search("María López").text
    assert "Nothing was found" in viewer.search("9165550123").text
    assert viewer.search(told.reference).status_code == 303


@pytest.mark.parametrize("who", ["clerk", "supervisor"])
def test_a_package_goes_from_ready_to_mailed_by_two_buttons(who: str, told, office, request, database) -> None:
    browser = request.getfixturevalue(who)
    assert browser.press(told, "printed").location == f"/staff/requests/{told.reference}?done=printed"
    assert "Recorded as printed." in browser.text(f"/staff/requests/{told.reference}?done=printed")
    assert office.state(told) is State.PRINTED
    assert browser.press(told, "mailed", told.version + 1).status_code == 303
    assert office.state(told) is State.MAILED
    name = {"clerk": "ana", "supervisor": "sue"}[who]
    with database.read() as connection:
        last = requests.events_of(connection, told.id)[-1]
    assert last.actor == f"staff:{office.users[name]}"
    assert f"Mailed Fri, Nov 20, 12:00 PM · {name}" in _words(browser.text(f"/staff/requests/{told.reference}"))


def test_hold_and_release_lead_back_to_where_it_was(clerk, told, office) -> None:
    clerk.press(told, "hold")
    assert office.state(told) is State.HELD
    assert "Was: ready to print." in clerk.text(f"/staff/requests/{told.reference}")
    clerk.press(told, "release", told.version + 1)
    assert office.state(told) is State.READY
    assert "Released from hold; back to ready to print" in clerk.text(f"/staff/requests/{told.reference}")


def test_a_stuck_package_is_tried_again(clerk, office, database: Database) -> None:
    made = office.request()
    office.stick(made)
    assert "Try again" in clerk.text(f"/staff/requests/{made.reference}")
    assert clerk.press(made, "try-again").status_code == 303
    with database.read() as connection:
        parked = connection.execute(select(outbox.c.parked_at).where(outbox.c.key == made.package_key)).scalar_one()
    assert parked is None
    assert "Set going again" in clerk.text(f"/staff/requests/{made.reference}")
    assert clerk.press(made, "try-again").status_code == 409, "a second click finds nothing stuck"


def test_trying_again_from_an_old_page_is_refused(clerk, office) -> None:
    made = office.request()
    office.stick(made)
    assert clerk.press(made, "try-again", version=made.version + 1).status_code == 409
    assert "Stuck:" in clerk.text(f"/staff/requests/{made.reference}")


BUTTONS = {
    State.ACCEPTED: ["hold", "hand-over", "cancel"],
    State.NEEDS_REVIEW: ["accept", "hold", "hand-over", "cancel"],
    State.NEEDS_ANSWER: ["hold", "hand-over", "cancel"],
    State.READY: ["printed", "hold", "hand-over", "cancel"],
    State.PRINTED: ["mailed", "hold", "hand-over", "cancel"],
    State.HELD: ["release", "hand-over", "cancel"],
    State.MAILED: [],
    State.RETURNED: ["mail-again", "hand-over", "cancel"],
    State.CANCELLED: [],
}


@pytest.mark.parametrize("state", BUTTONS, ids=str)
def test_only_what_can_be_done_now_has_a_button(state: State, clerk, office) -> None:
    made = office.request(state)
    page = clerk.text(f"/staff/requests/{made.reference}").split("<main")[1]
    assert re.findall(r'action="/staff/requests/\d+/([a-z-]+)"', page) == BUTTONS[state]


@pytest.mark.parametrize("state", BUTTONS, ids=str)
def test_a_move_its_life_does_not_have_is_refused_in_words(state: State, clerk, office) -> None:
    made = office.request(state)
    for action in {"printed", "mailed", "release", "hold", "try-again", "accept", "send-now"} - set(BUTTONS[state]):
        response = clerk.press(made, action)
        assert response.status_code == 409, action
        assert "nothing was recorded" in response.text
        assert office.state(made) is state


def test_two_clerks_cannot_overwrite_each_other(clerk, supervisor, told, office) -> None:
    supervisor.press(told, "hold")
    response = clerk.press(told, "printed", told.version)
    assert response.status_code == 409
    assert "Somebody changed it" in response.text
    assert f'href="/staff/requests/{told.reference}"' in response.text
    assert office.state(told) is State.HELD


@pytest.mark.parametrize("version", ["", "x", "-1", "1e9", "99999999999999999999"])
def test_a_version_that_is_none_changes_nothing(clerk, told, office, version: str) -> None:
    assert clerk.press(told, "hold", version=version or "none").status_code == 404
    assert office.state(told) is State.READY


@pytest.mark.parametrize("csrf", ["", "wrong", "é"])
def test_a_button_needs_the_sessions_token(clerk, told, office, csrf: str) -> None:
    response = clerk.press(told, "hold", csrf=csrf)
    assert response.status_code == 403
    assert office.state(told) is State.READY


def test_another_sessions_token_is_no_good(clerk, supervisor, told, office) -> None:
    theirs = re.search(r'name="csrf" value="([^"]+)"', supervisor.text("/staff/"))[1]
    assert clerk.press(told, "hold", csrf=theirs).status_code == 403


def test_buttons_pressed_from_another_site_do_nothing(clerk, told, office) -> None:
    page = clerk.text(f"/staff/requests/{told.reference}")
    token = re.search(r'name="csrf" value="([^"]+)"', page)[1]
    response = clerk.client.post(
        f"/staff/requests/{told.reference}/hold",
        data={"csrf": token, "version": told.version},
        headers={"Sec-Fetch-Site": "cross-site"},
    )
    assert response.status_code == 403
    assert office.state(told) is State.READY


# The package


def test_the_package_is_shown_and_never_kept_by_the_browser(clerk, told) -> None:
    response = clerk.get(f"/staff/requests/{told.reference}/package.pdf")
    assert response.data == b"%PDF-1.7 one package"
    assert response.mimetype == "application/pdf"
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Content-Disposition"].startswith("inline")
    assert "ETag" not in response.headers
    assert "frame-ancestors 'self'" in response.headers["Content-Security-Policy"]
    saved = clerk.get(f"/staff/requests/{told.reference}/package.pdf?save=yes")
    spoken = f"{told.reference[:4]}-{told.reference[4:]}"
    assert saved.headers["Content-Disposition"] == f'attachment; filename="{spoken}.pdf"'


@pytest.mark.parametrize(
    "path",
    [
        "/staff/requests/../secret/package.pdf",
        "/staff/requests/..%2fsecret/package.pdf",
        "/staff/requests/%2e%2e%2f%2e%2e%2fetc%2fpasswd/package.pdf",
        "/staff/requests/../../../etc/passwd",
        "/staff/static/../records.py",
        "/staff/static/..%2f..%2fconsole.py",
        "/staff/requests/4829103x/package.pdf",
        "/staff/requests/48291037%00/package.pdf",
    ],
)
def test_no_address_leads_out_of_the_folder(clerk, told, office, path: str) -> None:
    (office.packages_dir.parent / "secret.pdf").write_bytes(b"secret")
    response = clerk.get(path)
    assert response.status_code == 404
    assert b"secret" not in response.data


def test_a_package_corrected_since_is_not_shown(clerk, told, database: Database) -> None:
    with database.write() as connection:
        requests.correct(connection, database.vault, told, JOHN, actor="parent", now=told.updated_at)
    response = clerk.get(f"/staff/requests/{told.reference}/package.pdf")
    assert response.status_code == 404
    assert "There is no package here now" in response.text
    assert "package.pdf" not in clerk.text(f"/staff/requests/{told.reference}")


def test_an_erased_package_is_told_and_not_linked(clerk, told, office) -> None:
    (office.packages_dir / f"{told.reference}.pdf").unlink()
    page = clerk.text(f"/staff/requests/{told.reference}")
    assert "no longer on disk" in page
    assert "package.pdf" not in page
    assert clerk.get(f"/staff/requests/{told.reference}/package.pdf").status_code == 404


def test_nothing_else_answers(clerk, told) -> None:
    for path in ("/staff/requests/12345678", "/staff/requests/", "/staff/nowhere", "/staff/requests/x/y/z"):
        response = clerk.get(path)
        assert response.status_code == 404
        assert "There is nothing here" in response.text
    assert clerk.press(told, "erase").status_code == 404


# What is shown of it


def test_missing_and_doubtful_parts_are_marked_in_words(clerk, office) -> None:
    odd = replace(JOHN, missing=(Part.SECONDARY_UNIT,), doubtful=(Part.NAME, Part.LANGUAGE))
    made = office.request(State.NEEDS_REVIEW, odd, review_reason="unreadable")
    page = _words(clerk.text(f"/staff/requests/{made.reference}"))
    assert "Name John Q Public in doubt" in page
    assert "Apartment or unit – missing" in page
    assert "Forms in English in doubt" in page
    assert "We could not read it. Missing: apartment or unit. In doubt: name and language of the forms." in page


def test_a_request_with_next_to_nothing_still_has_a_page(clerk, office) -> None:
    made = office.request(State.NEEDS_REVIEW, Particulars(missing=(Part.NAME, Part.DELIVERY_LINE)))
    page = clerk.text(f"/staff/requests/{made.reference}")
    assert "No name yet" in page
    assert "No texts." in page


def test_texts_that_did_not_arrive_say_why(clerk, office) -> None:
    contact = office.phone(cannot_text="carrier_30006", opted_out_at=office.clock.at)
    made = office.request(contact_id=contact)
    office.text(contact, "Hello", inbound=False, status="undelivered", error_code=30006)
    office.text(contact, "My number is [SSN removed]", had_ssn=True, pictures=2)
    page = _words(clerk.text(f"/staff/requests/{made.reference}"))
    assert "Not delivered: a landline, or a carrier that takes no texts" in page
    assert "Stopped our texts on Fri, Nov 20; mail still goes." in page
    assert "Cannot be texted: a landline" in page
    assert "A Social Security number was cut out" in page
    assert "2 pictures, not fetched" in page


def test_what_a_parent_wrote_is_only_text(clerk, office) -> None:
    contact = office.phone()
    made = office.request(
        particulars=replace(JOHN, name=PersonName("<b>Bobby</b> <script>x</script>")), contact_id=contact
    )
    office.text(contact, "<img src=x onerror=alert(1)>", request_id=made.id)
    page = clerk.text(f"/staff/requests/{made.reference}")
    assert "<script>x" not in page
    assert "<img src=x" not in page
    assert "&lt;img src=x" in page


MARKED: list[tuple[str, dict[Part | str, str], list[Piece]]] = [
    ("OPEN Ana Ruiz", {Part.NAME: "Ana Ruiz"}, [Piece("OPEN "), Piece("Ana Ruiz", Part.NAME)]),
    ("open ANA RUIZ!", {Part.NAME: "Ana Ruiz"}, [Piece("open "), Piece("ANA RUIZ", Part.NAME), Piece("!")]),
    ("Anabel", {Part.NAME: "Ana"}, [Piece("Anabel")]),
    ("Ruiz, Ana", {Part.NAME: "Ana Ruiz"}, [Piece("Ruiz, Ana")]),
    ("1 Folsom Blvd Folsom", {Part.CITY: "Folsom"}, [Piece("1 Folsom Blvd "), Piece("Folsom", Part.CITY)]),
    ("İ Ana", {Part.NAME: "Ana"}, [Piece("İ Ana")]),
    ("c/o Eva Paz", {CARE_OF: "Eva Paz"}, [Piece("c/o "), Piece("Eva Paz", CARE_OF)]),
    ("", {}, []),
]


@pytest.mark.parametrize(("text", "values", "expected"), MARKED)
def test_what_was_read_is_found_again_in_what_was_written(text: str, values, expected) -> None:
    assert pieces(text, values) == expected
    assert "".join(piece.text for piece in pieces(text, values)) == text


# What leaves


@pytest.mark.parametrize("path", ["/staff/", "/staff/live", "/staff/nowhere", "/staff/requests/{}", "/staff/sign-in"])
def test_every_page_carries_the_headers(clerk, told, path: str) -> None:
    headers = clerk.get(path.format(told.reference)).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == "no-store"


def test_no_page_has_script_or_style_in_it(clerk, told) -> None:
    for path in ("/staff/", f"/staff/requests/{told.reference}", "/staff/sign-in"):
        page = clerk.text(path)
        assert not re.search(r"<script(?! src=)|<style|\sstyle=|\son\w+=|javascript:", page)


def test_a_form_too_big_is_refused(clerk) -> None:
    assert clerk.client.post("/staff/search", data={"what": "x" * 100_000}).status_code == 413


def test_one_request_takes_a_bounded_number_of_statements(clerk, told, office, database: Database) -> None:
    for number in range(40):
        office.text(told.contact_id, f"text {number}")
    seen: list[str] = []
    note: Callable[..., None] = lambda *args: seen.append(args[2])  # noqa: E731
    event.listen(database.engine, "before_cursor_execute", note)
    clerk.text(f"/staff/requests/{told.reference}")
    event.remove(database.engine, "before_cursor_execute", note)
    assert len([each for each in seen if not each.startswith("BEGIN")]) <= 12


def test_the_queue_with_a_full_page_stays_under_100_kilobytes(clerk, office) -> None:
    for _ in range(50):
        office.request(State.NEEDS_REVIEW, replace(JOHN, doubtful=(Part.NAME, Part.ZIP)), review_reason="unreadable")
    page = clerk.get("/staff/")
    parts = set(re.findall(r'(?:src|href)="(/staff/static/[^"]+)"', page.text))
    assert len(parts) == 4
    packed = {"Accept-Encoding": "gzip"}
    sizes = {part: len(clerk.get(part, headers=packed).data) for part in parts} | {"page": len(page.data)}
    assert sum(sizes.values()) <= 100_000, sizes


def _words(page: str) -> str:
    """The page's text as one would read it."""
    body = re.sub(r"<[^>]+>", " ", page.split("<main")[1])
    return re.sub(r"\s+", " ", html.unescape(body)).replace(" .", ".")


def test_script_and_style_are_packed_for_who_takes_it_and_pages_never(clerk) -> None:
    path = "/staff/static/console.css"
    packed = clerk.get(path, headers={"Accept-Encoding": "gzip, br"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.headers["Vary"] == "Accept-Encoding"
    assert gzip.decompress(packed.data) == clerk.get(path).data
    assert "Content-Encoding" not in clerk.get("/staff/", headers={"Accept-Encoding": "gzip"}).headers
