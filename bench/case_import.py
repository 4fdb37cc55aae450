"""How long an import of the case directory takes, in what memory, and how long webhooks wait meanwhile.

    .venv/bin/python -m bench.case_import [rows]

Writes an extract of invented people, imports it by the real command in a process of its own, and meanwhile sends
signed texts through the real door of another process's worth of code, timing each.
"""

from __future__ import annotations

import os
import random
import resource
import secrets
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from twilio.request_validator import RequestValidator

from app import create_app
from runtime.settings import Settings, read_settings
from store import migrate

ROWS = 1_000_000
_FLAGS = ("", "", "", "", "", "protective_order", "confidential", "represented", "confidential;represented")
_STAGES = ("open", "locate", "summons", "parentage", "order", "enforce", "change", "closed")


def write_extract(path: Path, rows: int, seed: int = 6) -> None:
    """Two people a case, in no order. Phones are of the kind kept for fiction."""
    chosen = random.Random(seed)
    numbers = [f"{number:010d}" for number in range(rows // 2)]
    chosen.shuffle(numbers)
    with path.open("w") as file:
        file.write("case_number,stage,stage_date,phone,role,released_from,released_until,flags\n")
        for _ in (0, 1):
            for number in numbers:
                stage = _STAGES[int(number) % len(_STAGES)]
                since = date(2020, 1, 1) + timedelta(days=int(number) % 2000)
                phone = f"+1{chosen.randrange(200, 999)}555{int(number) % 10_000:04d}"
                flags = _FLAGS[chosen.randrange(len(_FLAGS))]
                file.write(f"{number},{stage},{since},{phone},party,,,{flags}\n")


def main(rows: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "APP_ENV": "development", "DATA_DIR": f"{folder}/data"}
        extract = Path(folder) / "extract.csv"
        write_extract(extract, rows)
        os.environ.update(environment)
        app = create_app(read_settings(environment))
        migrate.upgrade(app.extensions["house"].database)
        _one_text(app.test_client(), app.extensions["house"].settings)  # loads what reads texts, once a process
        for name in ("first import", "second import, over the first"):
            _measure(name, extract, rows, app, environment)


def _measure(name: str, extract: Path, rows: int, app: Flask, environment: dict[str, str]) -> None:
    began = time.monotonic()
    command = [sys.executable, "-m", "flask", "--app", "app", "cases", "import", str(extract)]
    said = extract.with_suffix(".log")
    with said.open("w") as log:
        process = subprocess.Popen(command, env=environment, stderr=log, stdout=log)
        waits = _text_meanwhile(app, process)
    took = time.monotonic() - began
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    sys.stdout.write(
        f"{name}: {rows} rows in {took:.1f} s, {memory:.0f} MiB at most; {len(waits)} webhooks meanwhile, "
        f"median {sorted(waits)[len(waits) // 2] * 1000:.0f} ms, longest {max(waits) * 1000:.0f} ms\n"
    )
    if process.returncode:
        sys.exit(said.read_text()[-2000:])


def _text_meanwhile(app: Flask, process: subprocess.Popen[bytes]) -> list[float]:
    client, settings = app.test_client(), app.extensions["house"].settings
    waits = []
    while process.poll() is None:
        waits.append(_one_text(client, settings))
        time.sleep(0.05)
    return waits


def _one_text(client: FlaskClient, settings: Settings) -> float:
    sid = f"SM{secrets.token_hex(16)}"
    form = {"MessageSid": sid, "From": "+19165550123", "Body": "STATUS 0000000007", "NumMedia": "0"}
    url = settings.public_base_url + "/twilio/sms"
    signature = RequestValidator(settings.twilio_auth_token).compute_signature(url, form)
    began = time.monotonic()
    answer = client.post("/twilio/sms", data=form, headers={"X-Twilio-Signature": signature})
    took = time.monotonic() - began
    if answer.status_code != 200:
        sys.exit(f"a webhook got {answer.status_code}")
    return took


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
