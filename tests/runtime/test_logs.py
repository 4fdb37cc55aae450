"""What the log says: where something went wrong and on which id; never whose."""

from __future__ import annotations

import json
import logging
import warnings
from collections.abc import Callable

import pytest
import structlog

Configure = Callable[..., None]


def fail() -> None:
    raise ValueError("cannot read 'Maria Lopez'")


def test_production_speaks_json_that_names_its_process(
    configure_logs: Configure, capfd: pytest.CaptureFixture[str]
) -> None:
    configure_logs("worker-2", production=True)

    structlog.get_logger().info("work_done", row=7)

    line = json.loads(capfd.readouterr().out)
    assert (line["event"], line["row"], line["process"], line["level"]) == ("work_done", 7, "worker-2", "info")
    assert line["timestamp"].endswith("Z")


@pytest.mark.parametrize("production", [True, False])
@pytest.mark.parametrize("logger", ["ours", "a library's"])
def test_a_failure_is_told_by_type_and_place_without_its_words(
    configure_logs: Configure, capfd: pytest.CaptureFixture[str], production: bool, logger: str
) -> None:
    configure_logs("web", production=production)
    try:
        fail()
    except ValueError:
        if logger == "ours":
            structlog.get_logger().exception("went_wrong", request=12)
        else:
            logging.getLogger("gunicorn.error").exception("went_wrong")

    said = capfd.readouterr().out
    assert "ValueError" in said
    assert "tests/runtime/test_logs.py" in said
    assert "Maria" not in said


def test_libraries_are_heard_when_they_warn_and_not_when_they_chat(
    configure_logs: Configure, capfd: pytest.CaptureFixture[str]
) -> None:
    configure_logs("web", production=True)

    logging.getLogger("alembic.runtime.migration").info("Running upgrade")
    logging.getLogger("alembic.runtime.migration").warning("odd")
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn("old ways", UserWarning, stacklevel=1)

    events = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    assert [event["library"] for event in events] == ["alembic.runtime.migration", "py.warnings"]
