"""`flask --app app cases …`: the directory, from the command line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import click

from cases import importing, records
from cases.extract import BadFile, CsvSource
from cases.importing import Extract, Progress
from cases.policy import CasePolicy
from cases.wording import ROW_PROBLEMS
from store.database import Database


def group(
    database: Callable[[], Database], policy: Callable[[], CasePolicy], now: Callable[[], datetime]
) -> click.Group:
    """The commands; what they need is asked for only when one runs."""

    @click.group("cases", help="The case directory.")
    def cases() -> None: ...

    @cases.command("import", help="Replace the directory by the county's extract, if every row of it is good.")
    @click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
    @click.option("--dry-run", is_flag=True, help="Check every row and change nothing.")
    def import_(file: Path, dry_run: bool) -> None:
        _import(database(), policy(), file, now, dry_run=dry_run)

    @cases.command("age", help="When the directory was last imported, and how much it holds.")
    def age() -> None:
        with database().read() as connection:
            standing = records.standing(connection)
        when = "never" if standing.imported_at is None else standing.imported_at.isoformat(timespec="minutes")
        click.echo(f"Imported {when}: {standing.cases} cases, {standing.people} people.")

    return cases


def _import(database: Database, policy: CasePolicy, file: Path, now: Callable[[], datetime], *, dry_run: bool) -> None:
    progress = Progress(
        bad_row=lambda line, problem: click.echo(f"line {line}: {ROW_PROBLEMS[problem]}", err=True),
        checked=lambda rows: click.echo(f"{rows} rows checked", err=True),
        written=lambda done, rows: click.echo(f"{done} of {rows} rows written", err=True),
    )
    extract = _checked(database, policy, file, progress, now())
    if dry_run:
        click.echo(f"All {len(extract.rows)} rows are good. Nothing was changed.")
        return
    imported = importing.put_in_force(database, extract, now, progress)
    if not imported.in_force:
        raise click.ClickException("A newer import came into force meanwhile; this one does not count.")
    click.echo(f"{imported.cases} cases with {imported.people} people are in force.")
    importing.clear_old(database)


def _checked(database: Database, policy: CasePolicy, file: Path, progress: Progress, now: datetime) -> Extract:
    checker = importing.checker_for(database, policy, now)
    try:
        extract = importing.check(CsvSource(file), checker, progress)
    except BadFile as bad:
        raise click.ClickException(f"{file.name}: {bad}. The directory is as it was.") from None
    if extract.bad:
        raise click.ClickException(f"{extract.bad} rows are bad (see above). The directory is as it was.")
    if not extract.rows:
        raise click.ClickException(f"{file.name} holds no row. The directory is as it was.")
    return extract
