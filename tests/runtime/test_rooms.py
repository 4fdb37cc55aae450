"""The architecture is the folders; these hold the arrows between them."""

from __future__ import annotations

import ast
import queue
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
ROOMS = {
    "runtime": ROOT / "runtime",
    "staff": ROOT / "staff",
    "phone": ROOT / "phone",
    "bot": ROOT / "bot",
    "fulfillment": ROOT / "queue" / "fulfillment",
    "cases": ROOT / "cases",
    "store": ROOT / "store",
    "enrollment": ROOT / "enrollment",
    "parsers": ROOT / "parsers",
}
_SQL_VERBS = {"delete", "insert", "insert_into", "select", "text", "update"}


def imports_of(path: Path) -> Iterator[tuple[str, set[str]]]:
    """(module, names taken from it) for each import anywhere in the file."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from ((alias.name, set()) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, {alias.name for alias in node.names}


def importers(room: str, module: str) -> set[str]:
    """The files of `room` that import `module` or something in it."""
    return {
        path.name
        for path in ROOMS[room].rglob("*.py")
        for name, _ in imports_of(path)
        if name == module or name.startswith(f"{module}.")
    }


def test_imports_go_the_way_of_the_table() -> None:
    lint = Path(sys.executable).with_name("lint-imports")

    ended = subprocess.run([lint, "--no-logo"], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)

    assert ended.returncode == 0, ended.stdout


@pytest.mark.parametrize("room", ROOMS)
def test_no_room_imports_the_place_where_all_are_joined(room: str) -> None:
    assert importers(room, "app") == set()


def speaks_sql(path: Path) -> bool:
    return any(
        (module.startswith("sqlalchemy") or module == "store.database") and names & _SQL_VERBS
        for module, names in imports_of(path)
    )


@pytest.mark.parametrize("room", sorted(set(ROOMS) - {"store"}))
def test_a_room_speaks_sql_in_one_module_at_most(room: str) -> None:
    """A package such as `records/` counts as one."""
    here = ROOMS[room]
    speaking = {path.relative_to(here).with_suffix("").parts[0] for path in here.rglob("*.py") if speaks_sql(path)}

    assert len(speaking) <= 1, speaking


def test_only_the_bot_speaks_to_twilio_and_loads_its_heavy_client_when_it_does() -> None:
    """130 ms and 19 MiB, which the web process never needs: in functions only."""
    importing = {(room, name) for room in ROOMS for name in importers(room, "twilio.rest")}

    assert {room for room, _ in importing} == {"bot"}
    for room, name in importing:
        (path,) = ROOMS[room].rglob(name)
        modules = {node.module for node in ast.parse(path.read_text()).body if isinstance(node, ast.ImportFrom)}
        assert "twilio.rest" not in modules, name


def test_the_folder_queue_does_not_shadow_the_standard_library() -> None:
    assert not (ROOT / "queue" / "__init__.py").exists()
    assert issubclass(queue.SimpleQueue, object)
    assert ROOT not in Path(queue.__file__).resolve().parents
