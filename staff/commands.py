"""`flask --app app staff …`: users, from the command line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import click

from staff.accounts import AccountRefused, add_user, let_back_in
from staff.roles import Role
from store.database import Database


def group(database: Callable[[], Database]) -> click.Group:
    """The commands; `database` is asked for only when one runs."""

    @click.group("staff", help="The people who use the console.")
    def staff() -> None: ...

    @staff.command("add", help="Add a user; asks for what is not given. The password is always asked for.")
    @click.option("--name", prompt="User name", help="Letters, digits, dots, hyphens.")
    @click.option("--role", prompt=True, type=click.Choice([role.value for role in Role]), default=Role.CLERK.value)
    def add(name: str, role: str) -> None:
        # Never an option: a password on the command line is read by whoever lists processes.
        password = click.prompt("Password (12 characters or more)", hide_input=True, confirmation_prompt=True)
        try:
            add_user(database(), name, password, Role(role), datetime.now(UTC))
        except AccountRefused as refused:
            raise click.ClickException(str(refused)) from None
        click.echo(f"{name.strip()} can now sign in at /staff/ as {role}.")

    @staff.command("let-in", help="Let somebody back in: a new first password, no second factor, enabled again.")
    @click.argument("name")
    def let_in(name: str) -> None:
        try:
            password = let_back_in(database(), name, datetime.now(UTC))
        except AccountRefused as refused:
            raise click.ClickException(str(refused)) from None
        click.echo(f"{name.strip()} can sign in with {password} (shown once), and must then choose another.")

    return staff
