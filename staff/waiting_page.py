"""Lists beside the desk: what is on hold and how that ends, whom no text reaches, what the machine gave up."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from enrollment.working_days import pacific_date
from staff import wording
from staff.desk import Desk
from staff.desk_page import PAGE, About, about_request
from staff.desk_words import JOBS, TRIED_AGAIN
from staff.guard import signed_in
from staff.records import users as user_records
from staff.records import waiting as waiting_records
from staff.records.waiting import OF_REQUESTS, OF_TEXTS, Held, Job
from store import requests as ledger
from store.requests import PARENT, SYSTEM, Outdated, staff_actor


@dataclass(frozen=True, slots=True)
class Line:
    """One request of such a list, and why it is there."""

    about: About
    why: str


@dataclass(frozen=True, slots=True)
class JobLine:
    id: int
    what: str
    why: str
    since: str
    about: About | None
    batch: str | None
    may_try: bool


def add_routes(blueprint: Blueprint, desk: Desk) -> None:
    @blueprint.get("/desk/held", endpoint="held")
    def held() -> ResponseReturnValue:
        return _held(desk)

    @blueprint.get("/desk/cannot-be-texted", endpoint="untextable")
    def untextable() -> ResponseReturnValue:
        return _untextable(desk)

    @blueprint.get("/desk/given-up", endpoint="given_up")
    def given_up() -> ResponseReturnValue:
        return _given_up(desk)

    @blueprint.post("/desk/given-up/<int:job_id>", endpoint="try_job")
    def try_job(job_id: int) -> ResponseReturnValue:
        return _try_again(desk, job_id)


def _held(desk: Desk) -> ResponseReturnValue:
    today = pacific_date(desk.now())
    with desk.database.read() as connection:
        found = waiting_records.held(connection, PAGE)
        total = waiting_records.held_count(connection)
        staff = [int(one.by.removeprefix("staff:")) for one in found if one.by.startswith("staff:")]
        names = user_records.user_names(connection, staff) if staff else {}
    lines = [Line(about_request(one.request, today), _held_by(one, names, desk)) for one in found]
    return render_template("staff/waiting.html", which="held", lines=lines, more=total - len(lines))


def _held_by(one: Held, names: dict[int, str], desk: Desk) -> str:
    who = {PARENT: "the parent's words", SYSTEM: "the machine"}.get(one.by)
    who = who or names.get(int(one.by.removeprefix("staff:")), "staff")
    reason = f" ({wording.from_code(one.why)})" if one.why else ""
    return f"Held by {who}{reason} {wording.ago(one.since, desk.now())}"


def _untextable(desk: Desk) -> ResponseReturnValue:
    today = pacific_date(desk.now())
    with desk.database.read() as connection:
        found = waiting_records.untextable(connection, PAGE)
        total = waiting_records.untextable_count(connection)
    lines = [Line(about_request(one.request, today), wording.begun(wording.from_code(one.why))) for one in found]
    return render_template("staff/waiting.html", which="untextable", lines=lines, more=total - len(lines))


def _given_up(desk: Desk) -> ResponseReturnValue:
    now = desk.now()
    with desk.database.read() as connection:
        jobs = waiting_records.given_up(connection, PAGE)
        total = waiting_records.given_up_count(connection)
        ids = [job.request_id for job in jobs if job.request_id is not None]
        found = waiting_records.requests_by_id(connection, ids)
    about = {one.id: about_request(one, pacific_date(now)) for one in found.values()}
    lines = [_job_line(job, about, desk) for job in jobs]
    may_change = signed_in().role.may_change
    tried = request.args.get("done") == "tried"
    return render_template(
        "staff/given_up.html", jobs=lines, more=total - len(lines), may_change=may_change, tried=tried
    )


def _job_line(job: Job, about: dict[int, About], desk: Desk) -> JobLine:
    return JobLine(
        id=job.id,
        what=JOBS.get(job.kind, wording.begun(wording.from_code(job.kind))),
        why=wording.begun(wording.from_code(job.problem)) if job.problem else "No reason was given",
        since=wording.ago(job.parked_at, desk.now()),
        about=about.get(job.request_id or 0),
        batch=job.batch,
        may_try=job.kind in TRIED_AGAIN,
    )


def _try_again(desk: Desk, job_id: int) -> ResponseReturnValue:
    """Safe for all of them: each looks first whether its work is still wanted, and none is done twice."""
    session, now = signed_in(), desk.now()
    if not session.role.may_change:
        abort(403)
    with desk.database.write() as connection:
        going = waiting_records.set_going(connection, job_id, TRIED_AGAIN, now)
        if going is None:
            raise Outdated
        kind, subject = going
        request_id = subject if kind in OF_REQUESTS else None
        if kind in OF_TEXTS:
            request_id = waiting_records.request_of_text(connection, subject)
        if request_id is not None:
            ledger.note(connection, request_id, "tried_again", actor=staff_actor(session.user_id), now=now)
    return redirect(url_for("staff.given_up", done="tried"), 303)
