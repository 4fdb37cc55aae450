"""A stand-in for the county's program, its test client, and a browser before it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page, sync_playwright

from tests.conftest import CHROMIUM
from tests.phone.in_browser import opened
from tests.phone.standin_county import Standin, serving, standin_app


@pytest.fixture
def county() -> Standin:
    return Standin()


@pytest.fixture
def client(county: Standin) -> FlaskClient:
    return standin_app(county).test_client()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def url(county: Standin) -> Iterator[str]:
    with serving(county) as address:
        yield address


@pytest.fixture
def page(chromium: Browser, url: str) -> Iterator[Page]:
    context = chromium.new_context(base_url=url, viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    yield opened(context.new_page())
    context.close()
