"""Reports on a span of days: charts with their numbers, and each as a file in which small counts are hidden."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date, timedelta

from flask import Blueprint, Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from enrollment.working_days import pacific_date
from staff import wording
from staff.desk import Desk
from staff.guard import signed_in
from staff.reports import AllReports, Days, Report, make_reports
from staff.suppression import HIDDEN, hide_small
from store.audit import note_change
from store.requests import staff_actor

_LONGEST = 731  # days; two years answer in seconds
_SPANS = {"7": "Last 7 days", "30": "Last 30 days", "90": "Last 90 days", "month": "This month", "own": "Own dates"}
_BAD_DATES = "Give two days, the earlier one first, at most two years apart."
_COLUMN, _TALL = 10, 60  # of the drawing, in its own units


@dataclass(frozen=True, slots=True)
class Row:
    words: str
    count: int
    bar: float  # of a hundred
    share: str
    segments: int | None
    cost: str | None


@dataclass(frozen=True, slots=True)
class Column:
    x: int
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Chart:
    report: Report
    rows: list[Row]
    columns: list[Column]
    most: int
    wide: int


def add_routes(blueprint: Blueprint, desk: Desk) -> None:
    @blueprint.get("/reports", endpoint="reports")
    def show() -> ResponseReturnValue:
        return _page(desk)

    @blueprint.get("/reports/<name>.csv", endpoint="report_file")
    def download(name: str) -> ResponseReturnValue:
        return _file(desk, name)


def _span(today: date) -> tuple[str, Days | None]:
    """What was asked for; no days where they make no span."""
    chosen = request.args.get("span", "30")
    if chosen == "own":
        return chosen, _own_days(today)
    if chosen == "month":
        return chosen, Days(today.replace(day=1), today)
    if chosen not in _SPANS:
        abort(404)
    return chosen, Days(today - timedelta(days=int(chosen) - 1), today)


def _own_days(today: date) -> Days | None:
    try:
        first, last = (date.fromisoformat(request.args.get(end, "")) for end in ("from", "to"))
    except ValueError:
        return None
    days = Days(first, last)
    # From 2000 on, so that no day before the calendar's first is reached for.
    return days if 0 < days.count <= _LONGEST and first.year >= 2000 and last <= today else None


def _count(desk: Desk, days: Days) -> AllReports:
    with desk.database.read() as connection:
        return make_reports(connection, days, desk.agency.calendar, desk.agency.price_per_segment, desk.now())


def _page(desk: Desk) -> ResponseReturnValue:
    today = pacific_date(desk.now())
    chosen, days = _span(today)
    made = _count(desk, days) if days else None
    shown = days or Days(today, today)
    page = render_template(
        "staff/reports.html",
        spans=_SPANS,
        chosen=chosen,
        first=shown.first.isoformat() if days else request.args.get("from", ""),
        last=shown.last.isoformat() if days else request.args.get("to", ""),
        today=today.isoformat(),
        in_words=f"{wording.day(shown.first, today)} to {wording.day(shown.last, today)}",
        error=None if days else _BAD_DATES,
        charts=[_chart(report) for report in made.reports] if made else [],
        made=made,
    )
    return page, 200 if days else 400


def _chart(report: Report) -> Chart:
    most = max((line.count for line in report.lines), default=0)
    rows = [
        Row(
            line.words,
            line.count,
            round(100 * line.count / most, 1) if most else 0,
            f"{line.count / report.total:.0%}" if report.total else "",
            line.segments,
            None if line.cost is None else f"${line.cost:,.2f}",
        )
        for line in report.lines
    ]
    heights = [round(_TALL * line.count / most, 1) if most else 0 for line in report.lines]
    columns = [Column(place * _COLUMN + 1, _TALL - height, height) for place, height in enumerate(heights)]
    return Chart(report, rows, columns, most, len(columns) * _COLUMN)


def _file(desk: Desk, name: str) -> ResponseReturnValue:
    _chosen, days = _span(pacific_date(desk.now()))
    if days is None:
        abort(404)
    report = next((one for one in _count(desk, days).reports if one.name == name), None) or abort(404)
    with desk.database.write() as connection:  # before it leaves
        note_change(connection, staff_actor(signed_in().user_id), "report_downloaded", desk.now())
    file_name = f"{name}-{days.first.isoformat()}-to-{days.last.isoformat()}.csv"
    return Response(
        _as_csv(report),
        mimetype="text/csv",
        headers={"Content-Disposition": f'attachment; filename="{file_name}"'},
    )


def _as_csv(report: Report) -> str:
    """What stands beside a hidden count is hidden with it: segments tell of texts."""
    out = io.StringIO()
    writer = csv.writer(out)
    more = [word for word in ("segments", "cost") if any(getattr(line, word) is not None for line in report.lines)]
    writer.writerow([report.what.lower(), report.unit, *more])
    written = hide_small([line.count for line in report.lines])
    for line, count in zip(report.lines, written, strict=True):
        beside = [getattr(line, word) if count == str(line.count) else HIDDEN for word in more]
        writer.writerow([line.words, count, *beside])
    return out.getvalue()
