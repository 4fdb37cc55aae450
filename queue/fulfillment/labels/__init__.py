"""Sheets of address labels, for flats and for envelopes without a window."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from fulfillment.letter.glyphs import FONTS, printable_form

_TEMPLATE = Path(__file__).parent / "labels.typ"

Lines = Sequence[str]


def render_labels(groups: Sequence[Sequence[Lines]], day: date) -> bytes:
    """One label for each piece, in the order given; each group begins a sheet. The same input gives the same bytes."""
    import typst  # noqa: PLC0415  never with the module: a process that has compiled must not fork

    filled = [[lines for lines in labels if lines] for labels in groups]
    printable = [[[printable_form(line) for line in lines] for lines in labels] for labels in filled if labels]
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    return typst.compile(
        str(_TEMPLATE),
        root=str(_TEMPLATE.parent),
        font_paths=typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]),
        sys_inputs={"labels": json.dumps(printable, ensure_ascii=False)},
        format="pdf",
        timestamp=int(noon.timestamp()),
    )
