"""Twilio's own copies: erased at once where they must not lie, later the rest, and never before ours is stored."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.forgetting import FORGET_TEXT, ForgetText, NotFinal, Unreachable, forget_older
from store import outbox
from store.database import Database
from store.outbox import TryLater
from store.tables import messages
from store.tables import outbox as outbox_table
from tests.bot.conftest import Door, ParentPhone


@dataclass
class TwilioLog:
    """Twilio's side: which texts it still holds."""

    forgotten: list[str] = field(default_factory=list)
    trouble: Exception | None = None

    def forget(self, sid: str) -> None:
        if self.trouble is not None:
            raise self.trouble
        self.forgotten.append(sid)


def promised(database: Database) -> list[int]:
    with database.read() as connection:
        rows = connection.execute(select(outbox_table.c.id).where(outbox_table.c.kind == FORGET_TEXT))
        return list(rows.scalars())


def work(door: Door, archive: TwilioLog) -> None:
    for row_id in promised(door.database):
        with door.database.write() as connection:
            row = outbox.take(connection, row_id, door.clock())
        if row is not None:
            ForgetText(door.database, archive).work(row, door.clock())


@pytest.mark.parametrize(
    ("body", "media", "at_once"),
    [
        pytest.param("OPEN Ana Ruiz my ssn is 123-45-6789", "0", True, id="an SSN"),
        pytest.param("here is my address", "1", True, id="a picture"),
        pytest.param("OPEN Ana Ruiz 1 K St Sacramento CA 95814", "0", False, id="neither"),
    ],
)
def test_only_a_text_with_an_ssn_or_a_picture_goes_at_once(
    parent: ParentPhone, body: str, media: str, at_once: bool
) -> None:
    form = parent.form(body, NumMedia=media)
    parent.door.post("/twilio/sms", form)
    archive = TwilioLog()
    work(parent.door, archive)
    assert archive.forgotten == ([form["MessageSid"]] if at_once else [])
    with parent.door.database.read() as connection:
        erased = connection.execute(select(messages.c.carrier_erased_at).where(messages.c.inbound)).scalar_one()
    assert (erased is not None) is at_once


def test_it_is_promised_in_the_transaction_that_stores_ours_and_once(parent: ParentPhone) -> None:
    form = parent.form("my ssn is 123-45-6789")
    for _ in range(3):
        parent.door.post("/twilio/sms", form)
    assert len(promised(parent.door.database)) == 1


def test_what_is_not_final_waits_without_counting_as_a_failure(parent: ParentPhone) -> None:
    parent.text("my ssn is 123-45-6789")
    work(parent.door, TwilioLog(trouble=NotFinal()))
    parent.door.clock.pass_by(timedelta(minutes=3))
    archive = TwilioLog()
    work(parent.door, archive)
    assert len(archive.forgotten) == 1


def test_twilio_being_away_is_a_passing_trouble(parent: ParentPhone) -> None:
    parent.text("my ssn is 123-45-6789")
    with pytest.raises(TryLater) as refused:
        work(parent.door, TwilioLog(trouble=Unreachable(20003)))
    assert refused.value.code == "twilio_20003"


def test_the_rest_goes_by_age(parent: ParentPhone) -> None:
    parent.text("hello")
    parent.door.clock.pass_by(timedelta(days=31))
    parent.text("hello again")
    now = parent.door.clock()
    assert forget_older(parent.door.database, now - timedelta(days=30), now) == 1
    assert forget_older(parent.door.database, now - timedelta(days=30), now) == 0
    archive = TwilioLog()
    work(parent.door, archive)
    assert len(archive.forgotten) == 1
