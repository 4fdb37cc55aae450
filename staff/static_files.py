"""Our script and style, packed. Pages are not: packed with what somebody typed, a form token can be guessed."""

from __future__ import annotations

import gzip
from functools import cache

from flask import Response, request

_WORTH_IT = 1024


def pack(response: Response) -> Response:
    """For a static file, where the browser takes it."""
    response.headers.add("Vary", "Accept-Encoding")
    if response.status_code != 200 or request.accept_encodings.quality("gzip") == 0:
        return response
    response.direct_passthrough = False
    data = response.get_data()
    if len(data) > _WORTH_IT:
        response.set_data(_packed(data))
        response.headers["Content-Encoding"] = "gzip"
    return response


@cache
def _packed(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)
