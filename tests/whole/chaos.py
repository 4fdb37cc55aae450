"""Many parents at once while one process after another is killed: what everybody was answered, and what came of it."""

from __future__ import annotations

import secrets
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import cycle

from app import House, join
from fulfillment import batches
from runtime.settings import read_settings
from tests.whole.house import WholeHouse, reference_in

VICTIMS = (r"app\.py worker worker-1", r"gunicorn", r"valkey", r"app\.py clock", r"app\.py worker worker-2")
_REPEAT_EVERY = 3  # every third text comes twice, as from a webhook that Twilio tried again


@dataclass
class Outcome:
    """What the parents saw, and how the house stood in the end."""

    answers: dict[str, set[str]] = field(default_factory=dict)  # by MessageSid: one, however often it came
    kills: int = 0
    sending_seconds: float = 0.0
    settling_seconds: float = 0.0

    @property
    def references(self) -> set[str]:
        return {reference_in(answer) for answers in self.answers.values() for answer in answers}


class Chaos:
    """One house under fire."""

    def __init__(self, house: WholeHouse) -> None:
        self._house = house
        self._over = threading.Event()
        self._guard = threading.Lock()
        self.outcome = Outcome()

    def play(self, texts: int, a_second: float, kill_every: float) -> Outcome:
        killer = threading.Thread(target=self._kill, args=(kill_every, time.monotonic() + texts / a_second))
        killer.start()
        began = time.monotonic()
        with ThreadPoolExecutor(max_workers=200) as senders:
            for number in range(texts):
                time.sleep(max(0.0, began + number / a_second - time.monotonic()))
                senders.submit(self._send, number)
        self.outcome.sending_seconds = time.monotonic() - began
        self._over.set()
        killer.join()
        return self.outcome

    def _send(self, number: int) -> None:
        sid = f"SM{secrets.token_hex(16)}"
        body = f"OPEN Maria Lopez {1000 + number} Fruitridge Rd Apt {number} Sacramento CA 95820"
        for _ in range(2 if number % _REPEAT_EVERY == 0 else 1):
            answer = self._until_answered(body, f"+1916555{number:04}", sid)
            with self._guard:
                self.outcome.answers.setdefault(sid, set()).add(answer)

    def _until_answered(self, body: str, sender: str, sid: str) -> str:
        for _ in range(300):
            answer = self._house.text(body, sender, sid)
            if answer is not None:
                return answer
            time.sleep(0.2)
        raise AssertionError(f"nobody answered {sid}")

    def _kill(self, every: float, until: float) -> None:
        """While texts come in; after it the supervisor's growing gaps between starts would only prolong the wait."""
        for victim in cycle(VICTIMS):
            if self._over.wait(every) or time.monotonic() > until:
                return
            self.outcome.kills += self._house.kill(victim) > 0

    def settle(self, seconds: float) -> None:
        """Until every accepted request has its package."""
        began = time.monotonic()
        self._house.wait_for_packages(self.outcome.references, seconds)
        self.outcome.settling_seconds = time.monotonic() - began

    def mail(self, seconds: float, *, kill_while_building: bool) -> None:
        """All in one batch, built by the house's own workers, printed and mailed; the clock may have made one, too."""
        house = self._joined()
        batches.make_batch(house.database, "staff:1", datetime.now(UTC))
        if kill_while_building:
            time.sleep(0.5)
            self._house.kill(VICTIMS[0])
        deadline = time.monotonic() + seconds
        while any(batch.built_at is None for batch in batches.recent_batches(house.database)):
            assert time.monotonic() < deadline, "a batch was not built"
            time.sleep(0.3)
        at = datetime.now(UTC)
        for made in batches.recent_batches(house.database):
            batch = batches.record_batch_printed(house.database, made.id, made.version, "staff:1", at)
            batches.record_batch_mailed(house.database, batch.id, batch.version, "staff:1", at)
        house.database.close()

    def _joined(self) -> House:
        return join(read_settings({"APP_ENV": "development", "DATA_DIR": str(self._house.data_dir)}))

    def still_due(self) -> int:
        """Work that is due and not done, or given up. A notice for tomorrow at 8 am is neither."""
        now = datetime.now(UTC).replace(tzinfo=None).isoformat(" ")
        (row,) = self._house.query(
            f"SELECT count(*) FROM outbox WHERE done_at IS NULL AND (due_at <= '{now}' OR parked_at IS NOT NULL)"
        )
        return int(str(row[0]))

    def wait_until_nothing_is_due(self, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while self.still_due() and time.monotonic() < deadline:
            time.sleep(0.3)

    def assert_one_package_and_one_mailing_each(self) -> None:
        query, texts = self._house.query, len(self.outcome.answers)
        assert all(len(answers) == 1 for answers in self.outcome.answers.values()), "a repeat was answered anew"
        assert len(self.outcome.references) == texts, "two parents share a reference, or one has none"
        assert self._house.packages() == self.outcome.references
        assert query("SELECT count(*), count(DISTINCT request_id) FROM packages") == [(texts, texts)]
        for state in ("ready", "mailed"):
            moves = f"SELECT count(*), count(DISTINCT request_id) FROM request_events WHERE new_state = '{state}'"
            assert query(moves) == [(texts, texts)], state
        notices = "SELECT count(*) FROM outbox WHERE kind = 'mailed_notice'"
        assert query(notices) == [(texts,)]
        assert self.still_due() == 0
