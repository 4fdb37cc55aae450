"""Which packages were made. The only module of this room that speaks SQL."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, insert

from fulfillment.package import Package
from store.requests import Request
from store.tables import packages


def add_package(connection: Connection, request: Request, package: Package, now: datetime) -> None:
    """One per request, attempt and revision; a second one breaks the unique key and with it the transaction."""
    connection.execute(
        insert(packages).values(
            request_id=request.id,
            attempt=request.attempt,
            revision=request.revision,
            sha256=package.sha256,
            pages=package.pages,
            forms=[list(form) for form in package.forms],
            made_at=now,
        )
    )
