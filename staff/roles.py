"""Who may do what at the console."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    VIEWER = "viewer"  # sees how the work stands, not whose it is
    CLERK = "clerk"
    SUPERVISOR = "supervisor"

    @property
    def sees_people(self) -> bool:
        """Names, addresses, phones, what they wrote, and the package itself."""
        return self is not Role.VIEWER

    @property
    def may_change(self) -> bool:
        return self is not Role.VIEWER

    @property
    def needs_second_factor(self) -> bool:
        """Where the console asks for one: whoever sees people."""
        return self.sees_people

    @property
    def may_manage_users(self) -> bool:
        return self is Role.SUPERVISOR

    @property
    def may_take_over(self) -> bool:
        """What a colleague has in hand."""
        return self is Role.SUPERVISOR

    @property
    def may_lift_marks(self) -> bool:
        """Say that a phone is safe to text or call after all."""
        return self is Role.SUPERVISOR
