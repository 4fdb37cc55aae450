"""What the tests of the case directory share: an extract, and the forms of its pages."""

from __future__ import annotations

import io
import re

from cases import records
from cases.values import ImportState

from .conftest import form_token

HEADER = "case_number,stage,stage_date,phone,role,released_from,released_until,flags\n"
ANA, OPPONENT, LAWYER, AUNT = "+19165550101", "+19165550102", "+19165550103", "+19165550104"
ROWS = f"""\
0123456789,enforcing,2024-03-05,{ANA},party,,,
0123456789,enforcing,2024-03-05,{OPPONENT},party,,,represented
0123456789,enforcing,2024-03-05,{LAWYER},attorney,,,
0123456789,enforcing,2024-03-05,{AUNT},released,2026-01-02,2027-01-01,
0200000001,order,2025-01-15,,party,,,protective_order;confidential
"""


def send(browser, content: str | bytes, **more: str):
    token = form_token(browser.text("/staff/cases"))
    file = io.BytesIO(content.encode() if isinstance(content, str) else content)
    data = {"csrf": token, "extract": (file, "extract.csv")} | more
    return browser.client.post("/staff/cases/imports", data=data, content_type="multipart/form-data")


def act(browser, path: str, what: str, **more: str):
    page = browser.text(path)
    version = re.search(r'name="version" value="(\d+)"', page)
    data = {"csrf": form_token(page), "do": what, "version": version.group(1) if version else "1"} | more
    return browser.client.post(path, data=data)


def put_in_force(supervisor, worker, content: str) -> str:
    path = send(supervisor, content).location.split("?")[0]
    worker.run()
    assert act(supervisor, path, "force").status_code == 303
    worker.run()
    return path


def look_up(browser, number: str = "0123456789", **more: str):
    token = form_token(browser.text("/staff/cases"))
    data = {"csrf": token, "number": number, "reason": "told_nothing", "note": "She called at ten"} | more
    return browser.client.post("/staff/cases/look-up", data=data)


def standing(office) -> records.Standing:
    with office.database.read() as connection:
        return records.standing(connection)


def state(office) -> ImportState:
    with office.database.read() as connection:
        return records.recent_imports(connection, 1)[0].state
