"""What an operator reads on stdout: JSON lines in production, plain lines in development; ids, never people."""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Mapping, MutableMapping
from pathlib import Path
from types import TracebackType
from typing import Any

import structlog

from runtime.scrub import scrub

_ROOT = str(Path(__file__).resolve().parent.parent) + "/"
_QUIET = {
    "alembic": logging.WARNING,
    "rq": logging.WARNING,
    "rq.worker": logging.ERROR,  # it reports each lost connection itself, and so do we
    "rq.job": logging.WARNING,
    "twilio": logging.WARNING,
    "sqlalchemy": logging.WARNING,
    "werkzeug": logging.WARNING,
    "pikepdf": logging.WARNING,
}


def in_production(environment: Mapping[str, str]) -> bool:
    """As settings read it, for processes that log before they have settings."""
    return environment.get("APP_ENV", "").strip() != "development"


def configure(process: str, production: bool) -> None:
    """Send every log line, ours and the libraries', to stdout in one form. Calling it again replaces the form."""
    shared: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso" if production else "%H:%M:%S", utc=production),
        _failure_without_words,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    structlog.contextvars.clear_contextvars()
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, _name_library],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                scrub,
                _say_process(process) if production else _leave_as_is,
                structlog.processors.JSONRenderer() if production else structlog.dev.ConsoleRenderer(colors=False),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    logging.captureWarnings(capture=True)
    for name, level in _QUIET.items():
        logging.getLogger(name).setLevel(level)


def _failure_without_words(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """An exception's message may quote a person's text: keep its type and where it happened, drop the words."""
    failure = event.pop("exc_info", None)
    error = sys.exc_info()[1] if failure is True else failure[1] if isinstance(failure, tuple) else failure
    if isinstance(error, BaseException):
        event["failure"] = type(error).__name__
        event["at"] = frames(error.__traceback__)
    return event


def frames(trace: TracebackType | None) -> list[str]:
    """Where it happened, innermost last: files and lines, no source text."""
    steps = traceback.extract_tb(trace)[-12:]
    return [f"{step.filename.removeprefix(_ROOT)}:{step.lineno} {step.name}" for step in steps]


def _name_library(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    record = event.get("_record")
    if isinstance(record, logging.LogRecord):
        event["library"] = record.name
    return event


def _say_process(process: str) -> structlog.typing.Processor:
    def say(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        event["process"] = process
        return event

    return say


def _leave_as_is(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    return event
