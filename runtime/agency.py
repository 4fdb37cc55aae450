"""Read `agency.toml` into the one value that everything said to people is made of."""

from __future__ import annotations

import re
import tomllib
from datetime import date, time
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, TypeVar

from enrollment.agency import Agency, Alerts, LobAccount, MailroomRules, OfficeHours
from enrollment.working_days import CountyCalendar
from runtime.settings import SettingsError

T = TypeVar("T")

_MAILER_ID = re.compile(r"\d{3}/(?:[0-8]\d{5}|9\d{8})")


def read_agency(path: Path) -> Agency:
    try:
        table = tomllib.loads(path.read_text())
        agency = _agency(table, path.absolute().parent)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"AGENCY_FILE {path} is not valid TOML: {error}.") from None
    except KeyError as error:
        raise SettingsError(f"AGENCY_FILE {path} lacks {error}; compare it with the agency.toml we ship.") from None
    except TypeError as error:
        raise SettingsError(f"AGENCY_FILE {path}: {error}; compare it with the agency.toml we ship.") from None
    if not agency.forms_dir.is_dir():
        raise SettingsError(f"AGENCY_FILE {path}: there is no folder {agency.forms_dir}; correct [forms] folder.")
    if unknown := list(agency.calendar.unknown_names()):
        raise SettingsError(f"AGENCY_FILE {path}: no Californian holiday is called {unknown[0]!r}; correct the name.")
    return agency


def _agency(table: dict[str, Any], beside: Path) -> Agency:
    about, office, mail, fee = table["agency"], table["office"], table["mail"], table["fee"]
    calendar, texts = table["calendar"], table["texts"]
    return Agency(
        full_name=_text(about, "full_name"),
        full_name_es=_text(about, "full_name_es"),
        sender_name=_text(about, "sender_name"),
        phone=_text(about, "phone"),
        transfer_to=_text(about, "transfer_to"),
        tty=_text(about, "tty"),
        text_number=_text(about, "text_number"),
        office_lines=_texts(office, "address"),
        mail_lines=_texts(mail, "return_forms_to"),
        return_address_lines=_texts(mail, "return_address"),
        url=_text(about, "url"),
        complaint_email=_text(about, "complaint_email"),
        yearly_fee=_text(fee, "yearly"),
        fee_after=_text(fee, "after"),
        hours=OfficeHours(_of_type(office, "opens", time), _of_type(office, "closes", time)),
        echo_masked=_one_of(texts, "echo", ("full", "masked")) == "masked",
        stop_covers_calls_from=_of_type(texts, "stop_covers_calls_from", date),
        states=frozenset(_texts(texts, "states")),
        calendar=CountyCalendar(frozenset(_texts(calendar, "holidays")), frozenset(_days(calendar, "closed"))),
        required_forms=_texts(table["forms"], "required"),
        forms_dir=beside / _text(table["forms"], "folder"),
        mailroom=_mailroom(table.get("mailroom", {}), mail),
        alerts=_alerts(table.get("alerts", {})),
        lob=_lob(table["lob"], beside) if "lob" in table else None,
        price_per_segment=_price(texts) if "price_per_segment" in texts else None,
    )


def _mailroom(table: dict[str, Any], mail: dict[str, Any]) -> MailroomRules:
    """All of it may be left out: the defaults suit a mailroom that folds by hand."""
    rules = MailroomRules(
        batch_at=_of_type(table, "batch_at", time) if "batch_at" in table else None,
        fold_up_to=_of_type(table, "fold_up_to", int) if "fold_up_to" in table else MailroomRules.fold_up_to,
        mailer_id=_text(mail, "mailer_id") if "mailer_id" in mail else None,
        mail_service=_text(mail, "mail_service") if "mailer_id" in mail else None,
    )
    if rules.mailer_id is not None and not _MAILER_ID.fullmatch(f"{rules.mail_service}/{rules.mailer_id}"):
        raise TypeError("mailer_id should be 6 digits, or 9 that begin with 9, and mail_service 3 digits")
    return rules


def _alerts(table: dict[str, Any]) -> Alerts:
    return Alerts(
        smtp_host=_text(table, "smtp_host") if "smtp_host" in table else None,
        smtp_port=_of_type(table, "smtp_port", int) if "smtp_port" in table else Alerts.smtp_port,
        sender=_text(table, "from") if "smtp_host" in table else None,
        webhook=_text(table, "webhook") if "webhook" in table else None,
    )


def _price(table: dict[str, Any]) -> Decimal:
    try:
        price = Decimal(_text(table, "price_per_segment"))
    except InvalidOperation:
        price = Decimal(-1)
    if not (price.is_finite() and 0 <= price < 1):
        raise TypeError('price_per_segment should be in dollars, such as "0.0108"')
    return price


def _lob(table: dict[str, Any], beside: Path) -> LobAccount:
    account = LobAccount(
        api_key_file=beside / _text(table, "api_key_file"),
        events_key_file=beside / _text(table, "events_key_file"),
        name=_text(table, "name"),
        verify=_of_type(table, "verify", bool),
    )
    for path in (account.api_key_file, account.events_key_file):
        if not path.is_file():
            raise TypeError(f"there is no file {path}; write the key into it, readable by the service's user alone")
    return account


def _of_type(table: dict[str, Any], key: str, kind: type[T]) -> T:
    value = table[key]
    if not isinstance(value, kind):
        raise TypeError(f"{key} should be a {kind.__name__}")
    return value


def _text(table: dict[str, Any], key: str) -> str:
    return _of_type(table, key, str)


def _one_of(table: dict[str, Any], key: str, allowed: tuple[str, ...]) -> str:
    value = _text(table, key)
    if value not in allowed:
        raise TypeError(f"{key} should be one of {', '.join(allowed)}")
    return value


def _texts(table: dict[str, Any], key: str) -> tuple[str, ...]:
    return tuple(str(value) for value in _of_type(table, key, list))


def _days(table: dict[str, Any], key: str) -> tuple[date, ...]:
    return tuple(value for value in _of_type(table, key, list) if isinstance(value, date))
