"""The case directory: how old it is, for everybody; for supervisors also imports, look-ups on record, and refusals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from cases import by_staff, records
from cases.by_staff import CaseFile, Question
from cases.gate import Reason
from cases.policy import CasePolicy
from cases.records import StaffLookUp, Standing
from cases.values import Person
from enrollment.working_days import pacific_date
from parsers import read_phone, scrub_ssn
from staff import wording
from staff.case_words import DONE, IMPORTS, REFUSALS, REFUSED, ROLES, STAGES, WHY_LOOKED
from staff.desk import Desk
from staff.guard import signed_in
from staff.records import users as user_records
from staff.roles import Role

_SHORTEST_NOTE, _LONGEST_NOTE = 5, 500
_SHOWN = 20
_IMPORTS_SHOWN = 5
_WARN_BEFORE_STALE = timedelta(hours=24)
_SPANS = (timedelta(days=1), timedelta(days=7), timedelta(days=30))


@dataclass(frozen=True, slots=True)
class Freshness:
    word: str
    sentence: str
    tone: str  # good, soon, bad


@dataclass(frozen=True, slots=True)
class Seen:
    """One person of a case, as told to a supervisor."""

    role: str
    facts: list[str]


@dataclass(frozen=True, slots=True)
class Told:
    found: bool
    stage: str
    since: str
    flags: list[str]
    people: list[Seen]
    answer: str  # what the gate would say to the phone, if one was given
    is_open: bool


def add_routes(blueprint: Blueprint, desk: Desk) -> None:
    @blueprint.get("/cases", endpoint="cases")
    def show() -> ResponseReturnValue:
        return _page(desk)

    @blueprint.post("/cases/look-up", endpoint="look_up_case")
    def look_up() -> ResponseReturnValue:
        only_supervisors()
        return _look_up(desk)


def only_supervisors() -> None:
    if signed_in().role is not Role.SUPERVISOR:
        abort(403)


def freshness(standing: Standing, policy: CasePolicy, now: datetime) -> Freshness:
    today = pacific_date(now)
    if standing.imported_at is None:
        return Freshness("Empty", "No extract has been put in force yet, so no STATUS is answered.", "bad")
    age = f"The extract came into force {wording.moment(standing.imported_at, today)}, "
    age += f"{wording.ago(standing.imported_at, now)}."
    ends = standing.imported_at + policy.extract_fresh_for
    if now > ends:
        return Freshness("Stale", f"{age} It is too old: no STATUS is answered until a new one is in force.", "bad")
    until = f"It counts until {wording.moment(ends, today)}."
    if ends - now < _WARN_BEFORE_STALE:
        return Freshness("Growing old", f"{age} {until} Put a new one in force before then.", "soon")
    return Freshness("Fresh", f"{age} {until}", "good")


def _page(desk: Desk, status: int = 200, **more: object) -> ResponseReturnValue:
    now, today = desk.now(), pacific_date(desk.now())
    with desk.database.read() as connection:
        standing = records.standing(connection)
        shown: dict[str, object] = {}
        if signed_in().role is Role.SUPERVISOR:
            looks = records.recent_look_ups(connection, _SHOWN)
            names = user_records.user_names(connection, [look.user_id for look in looks])
            refusals = [records.refusal_counts(connection, now - span) for span in _SPANS]
            shown = {
                "imports": [
                    (one.id, wording.moment(one.uploaded_at, today), IMPORTS[one.state])
                    for one in records.recent_imports(connection, _IMPORTS_SHOWN)
                ],
                "refusals": _refusal_rows(refusals),
                "looks": [_look(look, names, today) for look in looks],
                "standing": standing,
                "reasons": WHY_LOOKED,
            }
    page = render_template(
        "staff/cases.html",
        freshness=freshness(standing, desk.case_policy, now),
        approved=desk.case_policy.approved,
        is_supervisor=signed_in().role is Role.SUPERVISOR,
        done=DONE.get(request.args.get("done", "")),
        refused=REFUSED.get(request.args.get("refused", "")),
        **shown,
        **more,
    )
    return page, status


def _refusal_rows(by_span: Sequence[dict[str, int]]) -> list[tuple[str, list[int]]]:
    """Reason by reason, the commonest of the longest span first. How many, never who."""
    reasons = sorted({reason for counts in by_span for reason in counts}, key=lambda one: -by_span[-1].get(one, 0))
    return [(_refusal(reason), [counts.get(reason, 0) for counts in by_span]) for reason in reasons]


def _refusal(reason: str) -> str:
    """A newer program's reason is shown as its code, readably."""
    return REFUSALS[Reason(reason)] if reason in set(Reason) else wording.begun(wording.from_code(reason))


def _look(look: StaffLookUp, names: dict[int, str], today: date) -> tuple[str, str, str, str]:
    why = WHY_LOOKED.get(look.reason, look.reason)
    what = "with a phone" if look.with_phone else ""
    words = ", ".join(part for part in (why, what, "" if look.found else "no such case") if part)
    return wording.moment(look.at, today), names.get(look.user_id, ""), words, look.note or ""


def _look_up(desk: Desk) -> ResponseReturnValue:
    """The answer is the page itself: a case number never stands in an address."""
    typed = {name: _words(name) for name in ("number", "phone", "reason", "note")}
    number, phone = by_staff.read_number(typed["number"], desk.case_policy), read_phone(typed["phone"])
    typed["note"] = scrub_ssn(typed["note"])[0]
    problem = ""
    if number is None:
        problem = "That is no case number of this county."
    elif typed["phone"] and phone is None:
        problem = "That phone number cannot be read. Give ten digits, or leave it out."
    elif typed["reason"] not in WHY_LOOKED or not _SHORTEST_NOTE <= len(typed["note"]) <= _LONGEST_NOTE:
        problem = "Say why: choose a reason, and write a few words. It is kept with your name."
    if problem or number is None:
        shown = typed["number"] if number else scrub_ssn(typed["number"])[0]
        typed |= {"number": shown, "phone": scrub_ssn(typed["phone"])[0]}
        return _page(desk, 422, problem=problem, typed=typed)
    question = Question(number, phone, typed["reason"], typed["note"])
    with desk.database.write() as connection:
        file = by_staff.look_up(
            connection, desk.database.vault, desk.case_policy, question, signed_in().user_id, desk.now()
        )
    return _page(desk, told=_told(file, pacific_date(desk.now())), typed={"number": typed["number"]})


def _words(name: str) -> str:
    return request.form.get(name, "").replace("\0", "").strip()


def _told(file: CaseFile, today: date) -> Told:
    answer = "" if file.answer is None else REFUSALS[file.answer]
    is_open = file.answer is Reason.OPEN
    if file.case is None:
        return Told(False, "", "", [], [], answer, is_open)
    flags = [
        words
        for words, is_set in (
            ("Protective order", file.case.protective_order),
            ("Confidential", file.case.confidential),
        )
        if is_set
    ]
    people = [_person(person, today) for person in file.people]
    return Told(True, STAGES[file.case.stage], wording.day(file.case.since, today), flags, people, answer, is_open)


def _person(person: Person, today: date) -> Seen:
    facts = []
    if person.represented:
        facts.append("has an attorney")
    if person.released_from is not None:
        facts.append(f"from {wording.day(person.released_from, today)}")
    if person.released_until is not None:
        facts.append(f"until {wording.day(person.released_until, today)}")
    facts.append("a phone is on file" if person.has_phone else "no phone on file")
    if person.asks:
        facts.append("it is the phone you gave")
    return Seen(ROLES[person.role], facts)
