"""Users: who works at the console, and what a supervisor changes about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from enrollment.working_days import pacific_date
from staff import wording
from staff.accounts import AccountRefused, Change, add_user, change_user, usual_name
from staff.desk import Desk
from staff.guard import signed_in
from staff.passwords import readable_password
from staff.records import users as user_records
from staff.records.users import Account, AccountChange
from staff.roles import Role
from staff.sessions import IDLE
from store.audit import OPERATOR
from store.requests import staff_actor

_HISTORY = 30
_ROLES = {
    Role.VIEWER: "sees how the work stands, not whose it is",
    Role.CLERK: "sees people and does the work",
    Role.SUPERVISOR: "as a clerk, and users, look-ups and what colleagues have in hand",
}
_DONE = {
    Change.ROLE: "The role is changed. They sign in again and have it.",
    Change.DISABLE: "Disabled, and signed out everywhere.",
    Change.ENABLE: "Enabled. They sign in as before.",
    Change.RESET_FACTOR: "The second factor is gone. They set up another when they sign in.",
    Change.END_SESSIONS: "Signed out everywhere.",
}
_CHANGES = {
    "user_added": "Added",
    "role_viewer": "Role: viewer",
    "role_clerk": "Role: clerk",
    "role_supervisor": "Role: supervisor",
    "user_disabled": "Disabled",
    "user_enabled": "Enabled again",
    "password": "Chose another password",
    "password_reset": "Got a new first password",
    "second_factor_set": "Set up the second factor",
    "second_factor_reset": "Second factor taken away",
    "recovery_codes_made": "Made new recovery codes",
    "recovery_code_used": "Signed in with a recovery code",
    "sessions_ended": "Signed out everywhere",
    "let_back_in": "Let back in: new first password, no second factor",
}


@dataclass(frozen=True, slots=True)
class Shown:
    id: int
    name: str
    role: Role
    version: int
    disabled: str  # since when
    signed_in: str
    password: str
    factor: str
    sessions: int
    mine: bool


def add_routes(blueprint: Blueprint, desk: Desk) -> None:
    @blueprint.get("/users", endpoint="users")
    def show() -> ResponseReturnValue:
        return _list(desk)

    @blueprint.post("/users", endpoint="add_user")
    def add() -> ResponseReturnValue:
        return _add(desk)

    @blueprint.get("/users/<int:user_id>", endpoint="user")
    def one(user_id: int) -> ResponseReturnValue:
        done = _change_of(request.args.get("done", ""))
        return _one(desk, user_id, done=_DONE.get(done) if done else None)

    @blueprint.post("/users/<int:user_id>", endpoint="change_user")
    def change(user_id: int) -> ResponseReturnValue:
        return _change(desk, user_id)


def _only_supervisors() -> None:
    if not signed_in().role.may_manage_users:
        abort(403)


def _change_of(word: str) -> Change | None:
    return Change(word) if word in set(Change) else None


def _role_of(word: str) -> Role:
    return Role(word) if word in set(Role) else abort(403)


def _list(desk: Desk, *, name: str = "", error: str | None = None) -> ResponseReturnValue:
    _only_supervisors()
    with desk.database.read() as connection:
        found = user_records.accounts(connection, desk.now() - IDLE)
    shown = [_shown(account, desk.now()) for account in found]
    page = render_template(
        "staff/users.html",
        active=[one for one in shown if not one.disabled],
        disabled=[one for one in shown if one.disabled],
        roles=_ROLES,
        name=name,
        error=error,
    )
    return page, 400 if error else 200


def _add(desk: Desk) -> ResponseReturnValue:
    _only_supervisors()
    name, role = request.form.get("name", ""), _role_of(request.form.get("role", ""))
    password = readable_password(usual_name(name))
    actor = staff_actor(signed_in().user_id)
    try:
        user_id = add_user(desk.database, name, password, role, desk.now(), actor=actor, must_change=True)
    except AccountRefused as refused:
        return _list(desk, name=name[:64], error=str(refused))
    return _first_password(usual_name(name), user_id, password)


def _first_password(name: str, user_id: int, password: str) -> ResponseReturnValue:
    """Not after a redirect, as elsewhere: it is nowhere to be read a second time."""
    return render_template("staff/first_password.html", name=name, user_id=user_id, password=password)


def _load(desk: Desk, user_id: int) -> Account:
    with desk.database.read() as connection:
        found = user_records.accounts(connection, desk.now() - IDLE, user_id)
    return found[0] if found else abort(404)


def _one(desk: Desk, user_id: int, *, done: str | None = None, error: str | None = None) -> ResponseReturnValue:
    _only_supervisors()
    account, today = _load(desk, user_id), pacific_date(desk.now())
    with desk.database.read() as connection:
        history = user_records.account_changes(connection, user_id, _HISTORY)
        staff = {int(one.actor.removeprefix("staff:")) for one in history if one.actor != OPERATOR}
        names = user_records.user_names(connection, staff)
    page = render_template(
        "staff/user.html",
        user=_shown(account, desk.now()),
        since=wording.day(pacific_date(account.created_at), today),
        history=[_happened(one, names, today) for one in reversed(history)],
        roles=_ROLES,
        done=done,
        error=error,
    )
    return page, 403 if error else 200


def _change(desk: Desk, user_id: int) -> ResponseReturnValue:
    _only_supervisors()
    change, version = _change_of(request.form.get("do", "")), request.form.get("version", "")
    if change is None or not version.isdecimal() or len(version) > 9:
        abort(404)
    role = _role_of(request.form.get("role", "")) if change is Change.ROLE else None
    account = _load(desk, user_id)
    try:
        password = change_user(desk.database, signed_in().user_id, user_id, int(version), change, desk.now(), role)
    except AccountRefused as refused:
        return _one(desk, user_id, error=str(refused))
    if password is not None:
        return _first_password(account.name, user_id, password)
    return redirect(url_for("staff.user", user_id=user_id, done=change.value), 303)


def _shown(account: Account, now: datetime) -> Shown:
    today = pacific_date(now)

    def on(moment: datetime | None) -> str:
        return wording.day(pacific_date(moment), today) if moment else ""

    return Shown(
        account.id,
        account.name,
        account.role,
        account.version,
        on(account.disabled_at),
        wording.moment(account.signed_in_at, today) if account.signed_in_at else "",
        "first password, not yet changed" if account.must_change_password else "their own",
        on(account.factor_since),
        account.sessions,
        account.id == signed_in().user_id,
    )


def _happened(one: AccountChange, names: dict[int, str], today: date) -> tuple[str, str]:
    who = "the command line" if one.actor == OPERATOR else names.get(int(one.actor.removeprefix("staff:")), one.actor)
    return _CHANGES.get(one.what, one.what.replace("_", " ")), f"{wording.moment(one.at, today)}, by {who}"
