"""A batch at the console: made by a browser, built as far as the pages look, its pieces stopped."""

from __future__ import annotations

import pikepdf
from sqlalchemy import update
from werkzeug.test import TestResponse

from enrollment.request import State
from fulfillment.records import batches
from fulfillment.records.batches import Batch
from staff.desk import Desk
from store import requests as ledger
from store.requests import SYSTEM, Request
from store.tables import outbox

from .conftest import Browser, Office, form_token


def make(browser: Browser) -> str:
    data = {"csrf": form_token(browser.text("/staff/batches"))}
    location = browser.client.post("/staff/batches", data=data).location
    return location.split("?")[0].rpartition("/")[2]


def loaded(office: Office, name: str) -> Batch:
    with office.database.read() as connection:
        found = batches.by_name(connection, name)
    assert found is not None
    return found


def build(office: Office, desk: Desk, name: str) -> None:
    """What a worker does: numbers, a stack a language with a sheet for each piece, and the rest of the folder."""
    folder = desk.mail_dir / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "manifest.csv").write_text("number,reference\n")
    with office.database.write() as connection:
        batch = batches.by_name(connection, name)
        assert batch is not None
        stacks: dict[str, pikepdf.Pdf] = {}
        for item in batches.items(connection, batch.id):
            stack = stacks.setdefault(item.language.value, pikepdf.new())
            batches.place_items(connection, {item.id: (len(stack.pages) + 1, 2)})
            for _side in range(2):
                stack.add_blank_page(page_size=(600 + item.position, 792))  # told apart by their width
        for language, stack in stacks.items():
            stack.save(folder / f"packages-{language}.pdf")
        batches.change(connection, batch.id, built_at=office.clock.at, pieces_done=batch.pieces)
        built = update(outbox).where(outbox.c.key == batch.build_key)
        connection.execute(built.values(done_at=office.clock.at))


def do(browser: Browser, office: Office, name: str, what: str, version: int | None = None, **more: str) -> TestResponse:
    data = {"do": what, "version": str(version or loaded(office, name).version)} | more
    return send(browser, name, "", **data)


def send(browser: Browser, name: str, to: str, **data: str) -> TestResponse:
    """A form of the batch's page, with the token the page gave."""
    token = form_token(browser.text(f"/staff/batches/{name}"))
    return browser.client.post(f"/staff/batches/{name}{to}", data={"csrf": token} | data)


def stop(office: Office, request: Request) -> None:
    """The parent, or a colleague, has put it on hold."""
    with office.database.write() as connection:
        found = ledger.get(connection, request.id)
        assert found is not None
        ledger.move(connection, found, State.HELD, actor=SYSTEM, now=office.clock.at)
