"""`flask --app app reconcile --since …`"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import click

from bot.line import TextLine
from bot.log import LogAway, TextLog
from bot.reconcile import reconcile
from enrollment.working_days import PACIFIC


def reconcile_command(line: Callable[[], TextLine], text_log: Callable[[], TextLog]) -> click.Command:
    @click.command("reconcile", help="Handle the texts in Twilio's log that never reached us, and send lost replies.")
    @click.option("--since", required=True, help="From when on, such as 2026-11-22 or 2026-11-22T08:00; Pacific time.")
    def command(since: str) -> None:
        try:
            start = datetime.fromisoformat(since)
        except ValueError:
            raise click.BadParameter("write it as 2026-11-22 or 2026-11-22T08:00", param_hint="--since") from None
        if start.tzinfo is None:
            start = start.replace(tzinfo=PACIFIC)
        now = line().now()
        try:
            done = reconcile(line(), text_log(), start.astimezone(UTC), now, now)
        except LogAway:
            raise click.ClickException("Twilio's log cannot be read now; nothing is lost, try again later.") from None
        click.echo(
            f"{done.seen} texts in the log; {done.recovered} had never reached us and are handled, "
            f"{done.failed} are left for a person; {done.resent} lost replies will be sent."
        )

    return command
