"""The steps of a batch, as a clerk takes them: made, built, printed."""

from __future__ import annotations

import pypdfium2

from fulfillment import batches, mailroom
from fulfillment.records.batches import Batch, Item
from store.requests import Request
from tests.conftest import MONDAY_NOON as NOW
from tests.fulfillment.conftest import Day

CLERK = "staff:1"


def make(day: Day) -> Batch:
    batch = batches.make_batch(day.database, CLERK, NOW)
    assert batch is not None
    return batch


def built(day: Day) -> Batch:
    batch = make(day)
    day.work_off()
    return seen(day, batch)


def printed(day: Day) -> Batch:
    batch = built(day)
    return batches.record_batch_printed(day.database, batch.id, batch.version, CLERK, NOW)


def seen(day: Day, batch: Batch) -> Batch:
    return found(day, batch)[0]


def found(day: Day, batch: Batch) -> tuple[Batch, list[Item]]:
    pair = batches.batch_with_items(day.database, batch.name)
    assert pair is not None
    return pair


def texts_of(path: object) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    try:
        return [str(page.get_textpage().get_text_range()) for page in document]
    finally:
        document.close()


def hold(day: Day, request: Request) -> None:
    mailroom.hold(day.database, request.id, day.now(request).version, CLERK, NOW)
