"""The places of the console's menu, in its order. A new page of the menu is one line here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from staff.roles import Role


def _everybody(_role: Role) -> bool:
    return True


def _who_may_change(role: Role) -> bool:
    return role.may_change


def _who_manages_users(role: Role) -> bool:
    return role.may_manage_users


@dataclass(frozen=True, slots=True)
class Place:
    word: str
    endpoint: str  # of the page the menu leads to
    within: frozenset[str] = frozenset()  # endpoints of what lies in this place
    shown_to: Callable[[Role], bool] = _everybody


_DESK = frozenset({
    "staff.desk_item", "staff.desk_text", "staff.desk_text_send", "staff.held", "staff.untextable", "staff.given_up",
})  # fmt: skip
PLACES = (
    Place("Queue", "staff.queue", frozenset({"staff.request", "staff.edit", "staff.save", "staff.search"})),
    Place("Desk", "staff.desk", _DESK),
    Place("Batches", "staff.batches", frozenset({"staff.batch", "staff.scan", "staff.record_list"})),
    Place("Returned", "staff.returned", frozenset({"staff.find_returned", "staff.returned_piece"})),
    Place("Texts", "staff.texts"),
    Place("Cases", "staff.cases", frozenset({"staff.look_up_case", "staff.case_import", "staff.import_act"})),
    Place("New request", "staff.new", frozenset({"staff.make"}), _who_may_change),
    Place("Reports", "staff.reports"),
    Place("Users", "staff.users", frozenset({"staff.add_user", "staff.user", "staff.change_user"}), _who_manages_users),
)


def places_of(role: Role) -> list[Place]:
    return [place for place in PLACES if place.shown_to(role)]


def place_of(endpoint: str | None) -> Place | None:
    """Where in the menu a page belongs; None for one's own password and the like."""
    return next((place for place in PLACES if endpoint == place.endpoint or endpoint in place.within), None)
