"""Lob as our second mailer: the letters' API, spoken plainly. No request of ours is ever retried in here."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

import httpx

from parsers import PersonName, PostalAddress

API = "https://api.lob.com"
_SECONDS = 20.0
_BETWEEN_CALLS = 0.1  # 150 in 5 s are allowed; two workers then stay at two thirds of it
_UNDELIVERABLE = frozenset({"undeliverable"})


class LobRefused(Exception):
    """Lob will not take this letter as it is; the code says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class LobBusy(Exception):
    """Too many calls, or not now: nothing was made of this one."""


class OutcomeUnknown(Exception):
    """No answer, or one that tells nothing: the letter may have been made."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One letter to be printed and mailed."""

    key: str  # the same for every try at one attempt and revision
    name: PersonName
    address: PostalAddress
    pdf: bytes = field(repr=False)


class Lob:
    """One account. `sender` is the return address: name, line, city, state and ZIP."""

    def __init__(self, api_key: str, sender: dict[str, str], base_url: str = API) -> None:
        self._client = httpx.Client(base_url=base_url, auth=(api_key, ""), timeout=_SECONDS)
        self._sender = sender
        self._last_call = 0.0

    def is_undeliverable(self, address: PostalAddress) -> bool:
        answer = self._call("POST", "/v1/us_verifications", data=_verification(address))
        return _text(answer, "deliverability") in _UNDELIVERABLE

    def post(self, piece: Piece) -> str:
        """The letter's id at Lob. The key keeps 24 hours there: whoever asks again with it gets the same letter."""
        fields = {
            **_prefixed("to", _recipient(piece)),
            **_prefixed("from", self._sender),
            "color": "false",
            "double_sided": "true",
            "use_type": "operational",
            "address_placement": "insert_blank_page",  # theirs is another window than ours
            "metadata[key]": piece.key,
        }
        files = {"file": ("package.pdf", piece.pdf, "application/pdf")}
        headers = {"Idempotency-Key": piece.key}
        return _text(self._call("POST", "/v1/letters", data=fields, files=files, headers=headers), "id")

    def find(self, key: str) -> str | None:
        """The letter that was made under this key, if one was."""
        found = self._call("GET", "/v1/letters", params={"metadata[key]": key, "limit": "1"}).get("data")
        return _text(found[0], "id") if isinstance(found, list) and found else None

    def cancel(self, vendor_id: str) -> None:
        """LobRefused when it is too late."""
        self._call("DELETE", f"/v1/letters/{vendor_id}")

    def _call(self, method: str, path: str, **what: object) -> dict[str, object]:
        time.sleep(max(0.0, self._last_call + _BETWEEN_CALLS - time.monotonic()))
        self._last_call = time.monotonic()
        try:
            answer = self._client.request(method, path, **what)  # type: ignore[arg-type]
        except httpx.ConnectError:
            raise LobBusy from None
        except httpx.HTTPError:
            raise OutcomeUnknown from None
        if answer.status_code == httpx.codes.TOO_MANY_REQUESTS:
            raise LobBusy
        if answer.status_code in {401, 403}:
            raise LobBusy  # the key is wrong: ours to mend, not the letter's fault
        if answer.is_client_error:
            raise LobRefused(f"lob_{answer.status_code}")
        try:
            told = answer.json() if answer.is_success else None
        except ValueError:
            told = None
        if not isinstance(told, dict):
            raise OutcomeUnknown
        return told


def sender_of(name: str, lines: tuple[str, ...]) -> dict[str, str]:
    """The return address in the vendor's fields, from lines such as "P.O. Box 269112", "Sacramento, CA 95826"."""
    street, last = lines[0], lines[-1]
    city, _, rest = last.partition(",")
    state, _, zip_code = rest.strip().partition(" ")
    parts = {"address_line1": street, "address_city": city, "address_state": state, "address_zip": zip_code}
    return {"name": name, **parts}


def _text(told: object, key: str) -> str:
    value = told.get(key) if isinstance(told, dict) else None
    if not isinstance(value, str):
        raise OutcomeUnknown
    return value


def _recipient(piece: Piece) -> dict[str, str]:
    address = piece.address
    parts = {
        "name": piece.name.full,
        "address_line1": address.delivery_line,
        "address_line2": address.secondary_unit,
        "address_city": address.city,
        "address_state": address.state,
        "address_zip": address.zip_code,
    }
    return {key: value for key, value in parts.items() if value}


def _verification(address: PostalAddress) -> dict[str, str]:
    parts = {
        "primary_line": address.delivery_line,
        "secondary_line": address.secondary_unit,
        "urbanization": address.urbanization,
        "city": address.city,
        "state": address.state,
        "zip_code": address.zip_code,
    }
    return {key: value for key, value in parts.items() if value}


def _prefixed(name: str, parts: dict[str, str]) -> dict[str, str]:
    return {f"{name}[{key}]": value for key, value in parts.items()}
