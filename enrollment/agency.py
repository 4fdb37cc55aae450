"""What the county says of itself: the only facts that replies, letters and calls may state."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

from enrollment.working_days import PACIFIC, CountyCalendar, pacific_date


@dataclass(frozen=True)
class OfficeHours:
    opens: time
    closes: time


@dataclass(frozen=True)
class MailroomRules:
    """How the county's mailroom works. The defaults suit one with a printer, folding by hand."""

    batch_at: time | None = None  # Pacific; None: staff make every batch
    fold_up_to: int = 5  # sheets, folded in three, that go into a #10; more go flat into a 10×13
    mailer_id: str | None = None  # the post office's; None: no Intelligent Mail barcode
    mail_service: str | None = None  # the barcode's service type, three digits


@dataclass(frozen=True)
class LobAccount:
    """A vendor that prints and mails for us: it is given names and addresses, so only under the county's contract."""

    api_key_file: Path
    events_key_file: Path  # the secret its events are signed with
    name: str  # above the return address
    verify: bool  # ask whether the post office delivers there, first


@dataclass(frozen=True)
class Alerts:
    """How alarms leave the house. ALERT_EMAIL says to whom."""

    smtp_host: str | None = None  # the county's mail relay
    smtp_port: int = 25
    sender: str | None = None
    webhook: str | None = None


@dataclass(frozen=True)
class Agency:
    """Loaded from `agency.toml`; nobody else makes up a fact."""

    full_name: str
    full_name_es: str
    sender_name: str  # how texts sign: short, and quiet on a lock screen
    phone: str  # as people read it: 866-901-3212
    transfer_to: str  # E.164, where a caller is put through
    tty: str
    text_number: str  # the number parents text, as people read it
    office_lines: tuple[str, ...]
    mail_lines: tuple[str, ...]  # where signed forms go back to
    return_address_lines: tuple[str, ...]  # upper left of the envelope; no agency words by default
    url: str
    complaint_email: str
    yearly_fee: str
    fee_after: str
    hours: OfficeHours
    echo_masked: bool  # whether an acceptance shows name and address only in part
    stop_covers_calls_from: date
    states: frozenset[str]  # codes of statements the county has confirmed
    calendar: CountyCalendar
    required_forms: tuple[str, ...]
    forms_dir: Path
    mailroom: MailroomRules = field(default_factory=MailroomRules)
    alerts: Alerts = field(default_factory=Alerts)
    lob: LobAccount | None = None  # None: our own mailroom mails
    price_per_segment: Decimal | None = None  # dollars; None: reports name no cost

    def stop_covers_calls(self, now: datetime) -> bool:
        return pacific_date(now) >= self.stop_covers_calls_from

    def is_open(self, now: datetime) -> bool:
        local = now.astimezone(PACIFIC)
        return self.calendar.is_working_day(local.date()) and self.hours.opens <= local.time() < self.hours.closes
