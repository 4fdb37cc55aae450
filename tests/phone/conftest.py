"""A stand-in for the county's program, and its test client."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.phone.standin_county import Standin, standin_app


@pytest.fixture
def county() -> Standin:
    return Standin()


@pytest.fixture
def client(county: Standin) -> FlaskClient:
    return standin_app(county).test_client()
