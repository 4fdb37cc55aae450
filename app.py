"""Text-to-enroll, joined in one place.

python app.py                run it all: web, workers, clock and, without REDIS_URL, a queue server
python app.py demo "OPEN …"  send one text through it and print the path of the package
python app.py worker | clock | migrate       single processes, for a host's Procfile
gunicorn "app:create_app()"                  the web process
flask --app app staff add                    management
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from bot import reconcile, voice, webhook
from bot import records as bot_records
from bot.by_staff import STAFF_TEXT, Pen, StaffText
from bot.carrier import Carrier, PhonePageCarrier, TwilioCarrier
from bot.catalogue import calls, texts, texts_by_staff
from bot.commands import reconcile_command
from bot.forgetting import FORGET_TEXT, Archive, ForgetText, NoArchive, TwilioArchive
from bot.line import TextLine
from bot.log import NoLog, TextLog, TwilioLog
from bot.notices import MAILED, RETURNED, RETURNED_NOTICE, Notice
from bot.outgoing import Outgoing, TextWork
from bot.records import TEXT
from bot.timers import REMINDER, review_unanswered
from bot.voice import CallLine
from cases import commands as case_commands
from cases.imports import CASE_IMPORT, ImportWork
from cases.imports import sweep as sweep_extracts
from cases.policy import CasePolicy
from enrollment.agency import Agency
from fulfillment import lob_events, mailroom
from fulfillment.alarms import AlarmWork, DangerWork, Herald, Mail, Webhook
from fulfillment.batches import make_scheduled_batch
from fulfillment.batching import BATCH, BatchWork
from fulfillment.folder import sweep_unfinished
from fulfillment.lob import Lob, sender_of
from fulfillment.mailers import VENDOR, ByVendor, InHouse, Mailer, VendorWork
from fulfillment.mailroom import MAILED_NOTICE
from fulfillment.making import PackageMaker, PackageWork
from fulfillment.package import sweep_temporaries
from fulfillment.shelf import FormShelf
from fulfillment.watch import ALARM, Watch
from parsers import Phone
from phone import ClockStays, PhoneText, Simulator, Standing
from phone import blueprint as phone_page
from runtime import clock, demo, health, logs, supervisor, upkeep, valkey, worker
from runtime.agency import read_agency
from runtime.clock import Tick
from runtime.jobs import Handler, still_working
from runtime.policies import read_case_policy, read_retention_policy
from runtime.rehearsal import play_staff
from runtime.settings import Settings, SettingsError, read_settings
from runtime.training import QueueSwitch, TooFar, TrainingClock, clock_of, switch_of
from runtime.upkeep import Upkeep, erase_what_is_over, seal_audit, watch_cases
from staff import console
from staff.accounts import first_users
from staff.commands import group as staff_commands
from staff.desk import Desk
from store import migrate, outbox
from store.database import Database
from store.desk import DANGER_ALARM
from store.requests import PACKAGE, by_reference
from store.vault import Vault

TEXT_WORK = (TEXT, STAFF_TEXT, REMINDER, MAILED_NOTICE, RETURNED_NOTICE, FORGET_TEXT, DANGER_ALARM)
QUEUE_OF = {
    PACKAGE: "packages",
    VENDOR: "packages",
    BATCH: "long",
    CASE_IMPORT: "long",
    ALARM: "texts",
    **dict.fromkeys(TEXT_WORK, "texts"),
}


def now() -> datetime:
    """The machine's clock, by which files are old."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class House:
    """Everything joined, nothing connected: each part opens what it needs when it is first used."""

    settings: Settings
    agency: Agency
    database: Database
    now: Callable[[], datetime] = now
    training_clock: TrainingClock | None = None  # development's, which is then `now` as well

    @cached_property
    def text_line(self) -> TextLine:
        return TextLine(self.database, self.agency, texts(self.agency), self.settings.grace, self.now, self.case_policy)

    @cached_property
    def case_policy(self) -> CasePolicy:
        return read_case_policy(self.settings.agency_file, production=self.settings.is_production)

    @cached_property
    def upkeep(self) -> Upkeep:
        policy = read_retention_policy(self.settings.agency_file)
        return Upkeep(self.database, policy, self.settings.data_dir)

    @cached_property
    def archive(self) -> Archive:
        if not self.settings.is_production:
            return NoArchive()
        return TwilioArchive(self.settings.twilio_account_sid, self.settings.twilio_auth_token)

    @cached_property
    def call_line(self) -> CallLine:
        return CallLine(self.database, self.agency, calls(self.agency), self.now)

    @cached_property
    def desk(self) -> Desk:
        secure = self.settings.public_base_url.startswith("https://")
        folders = (self.settings.packages_dir, self.settings.mail_dir)
        heard = calls(self.agency)
        return Desk(
            self.database,
            self.agency,
            *folders,
            mailroom,
            self.now,
            secure,
            pen=self.pen,
            calls=heard,
            case_policy=self.case_policy,
            extracts_dir=self.settings.extracts_dir,
            moved_on=self.moved_on,
            second_factor_required=self.settings.is_production,
        )

    @cached_property
    def pen(self) -> Pen:
        return Pen(self.text_line.texts, texts_by_staff(self.agency), self.agency.calendar)

    @cached_property
    def carrier(self) -> Carrier:
        """In development no text leaves; the phone page shows it."""
        if not self.settings.is_production:
            return PhonePageCarrier()
        return TwilioCarrier(
            self.settings.twilio_account_sid, self.settings.twilio_auth_token, self.settings.twilio_from
        )

    @cached_property
    def text_log(self) -> TextLog:
        if not self.settings.is_production:
            return NoLog()
        return TwilioLog(self.settings.twilio_account_sid, self.settings.twilio_auth_token, self.settings.twilio_from)

    @cached_property
    def outgoing(self) -> Outgoing:
        return Outgoing(self.database, self.carrier, self.text_log, self.settings.public_base_url)

    def _notice(self, code: str) -> Notice:
        return Notice(code, self.database, self.text_line.texts, self.outgoing, self.agency.calendar)

    @cached_property
    def shelf(self) -> FormShelf:
        samples_allowed = not self.settings.is_production
        return FormShelf(self.agency.forms_dir, self.agency.required_forms, samples_allowed=samples_allowed)

    @cached_property
    def watch(self) -> Watch:
        return Watch(self.database, self.agency, self.shelf, self.settings.data_dir)

    @cached_property
    def heralds(self) -> list[Herald]:
        alerts, to = self.agency.alerts, self.settings.alert_email
        found: list[Herald] = []
        if to and alerts.smtp_host and alerts.sender:
            found.append(Mail(alerts.smtp_host, alerts.smtp_port, alerts.sender, to))
        if alerts.webhook:
            found.append(Webhook(alerts.webhook))
        return found

    @cached_property
    def maker(self) -> PackageMaker:
        return PackageMaker(self.agency, self.shelf)

    @cached_property
    def mailer(self) -> Mailer:
        return InHouse() if self.agency.lob is None else ByVendor()

    @cached_property
    def vendor_work(self) -> dict[str, Handler]:
        """Nobody is asked unless the county has set it up."""
        account = self.agency.lob
        if account is None:
            return {}
        sender = sender_of(account.name, self.agency.return_address_lines)
        lob = Lob(account.api_key_file.read_text().strip(), sender)
        return {VENDOR: VendorWork(self.database, lob, self.settings.packages_dir, account.verify)}

    @cached_property
    def handlers(self) -> Mapping[str, Handler]:
        """The outbox's kinds of work, each with the one who does it."""
        return {
            PACKAGE: PackageWork(self.database, self.maker, self.settings.packages_dir, self.mailer),
            ALARM: AlarmWork(self.database, self.heralds, f"{self.settings.public_base_url}/staff/"),
            DANGER_ALARM: DangerWork(self.database, self.heralds, f"{self.settings.public_base_url}/staff/desk"),
            **self.vendor_work,
            BATCH: BatchWork(
                self.database, self.maker, self.settings.packages_dir, self.settings.mail_dir, still_working
            ),
            CASE_IMPORT: ImportWork(self.database, self.case_policy, self.settings.extracts_dir, still_working),
            TEXT: TextWork(self.database, self.outgoing),
            STAFF_TEXT: StaffText(self.database, self.outgoing, self.agency.calendar),
            MAILED_NOTICE: self._notice(MAILED),
            RETURNED_NOTICE: self._notice(RETURNED),
            REMINDER: self._notice(REMINDER),
            FORGET_TEXT: ForgetText(self.database, self.archive),
        }

    @cached_property
    def ticks(self) -> list[Tick]:
        """What the clock does beside ringing the outbox; each is safe to run twice."""
        packages = self.settings.packages_dir
        return [
            Tick("watch", timedelta(minutes=5), self.watch.look),
            Tick("batch", timedelta(minutes=1), self._batch_in_house),
            Tick(
                "sweep_batches",
                timedelta(hours=1),
                lambda _: sweep_unfinished(self.settings.mail_dir, timedelta(hours=1), now()),
            ),
            Tick(
                "sweep_extracts",
                timedelta(hours=1),
                lambda at: sweep_extracts(self.database, self.settings.extracts_dir, at, now()),
            ),
            Tick("watch_cases", timedelta(seconds=30), lambda at: watch_cases(self.upkeep, self.case_policy, at)),
            Tick("seal_audit", timedelta(minutes=1), lambda at: seal_audit(self.upkeep, at)),
            Tick("retention", timedelta(hours=1), lambda at: erase_what_is_over(self.upkeep, at)),
            Tick("reconcile", timedelta(minutes=5), lambda at: reconcile.tick(self.text_line, self.text_log, at)),
            Tick("review_unanswered", timedelta(minutes=1), lambda at: review_unanswered(self.database, at)),
            Tick(
                "sweep_temporaries",
                timedelta(hours=1),
                lambda _: sweep_temporaries(packages, timedelta(hours=1), now()),
            ),
        ]

    def _batch_in_house(self, at: datetime) -> None:
        if self.agency.lob is None:
            make_scheduled_batch(self.database, self.agency, at)

    @cached_property
    def simulator(self) -> Simulator:
        return Simulator(
            public_base_url=self.settings.public_base_url,
            auth_token=self.settings.twilio_auth_token,
            account_sid=self.settings.twilio_account_sid,
            county_number=self.settings.twilio_from,
            texts=self._texts_of,
            standing=self._standing,
            calendar=self.agency.calendar,
            move_clock=None if self.training_clock is None else self._move_clock,
            take_queue_down=lambda down: self.queue_switch.turn(down=down),
            play_staff=lambda phone, state: play_staff(self.database, phone, state, self.now()),
        )

    @cached_property
    def queue_switch(self) -> QueueSwitch:
        return switch_of(self.settings.data_dir)

    def moved_on(self) -> timedelta:
        return timedelta() if self.training_clock is None else self.training_clock.moved_on()

    def _move_clock(self, by: timedelta) -> None:
        try:
            if self.training_clock is not None:
                self.training_clock.move_on(by)
        except TooFar:
            raise ClockStays from None

    def _standing(self) -> Standing:
        at = self.now()
        with self.database.read() as connection:
            waiting = outbox.backlog(connection, at).waiting
        is_own = valkey.is_own(self.settings.data_dir, self.settings.redis_url)
        return Standing(at, self.moved_on(), waiting, self.queue_switch.is_down() if is_own else None)

    def _texts_of(self, phone: str, after: int) -> list[PhoneText]:
        with self.database.read() as connection:
            rows = bot_records.texts_of(connection, self.database.vault, Phone(phone), after)
        return [PhoneText(**row) for row in rows]


def join(settings: Settings) -> House:
    vault = Vault(settings.encryption_keys, settings.lookup_keys)
    movable = None if settings.is_production else clock_of(settings.data_dir, now)
    database = Database(settings.database_url, vault)
    return House(settings, read_agency(settings.agency_file), database, movable or now, movable)


def create_app(settings: Settings | None = None) -> Flask:
    """The web process. Without `settings` they are read from the environment."""
    return build(join(settings or read_settings(os.environ)))


def build(house: House) -> Flask:
    settings = house.settings
    app = Flask("text_to_enroll", static_folder=None)
    app.secret_key = settings.secret_key
    twilio = (settings.twilio_auth_token, settings.public_base_url)
    app.register_blueprint(webhook.blueprint(house.text_line, *twilio))
    app.register_blueprint(voice.blueprint(house.call_line, *twilio))
    app.register_blueprint(console.blueprint(house.desk))
    app.register_blueprint(health.blueprint(house.database, house.now))
    if house.agency.lob is not None:
        secret = house.agency.lob.events_key_file.read_text().strip()
        app.register_blueprint(lob_events.blueprint(house.database, secret, house.now))
    if settings.is_production:
        # A TLS proxy stands in front: who signs in too often is who it says, by the last name it added.
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=0, x_host=0)  # type: ignore[method-assign]
    else:
        app.register_blueprint(phone_page(house.simulator))
    app.cli.add_command(reconcile_command(lambda: house.text_line, lambda: house.text_log))
    app.cli.add_command(staff_commands(lambda: house.database))
    app.cli.add_command(case_commands.group(lambda: house.database, lambda: house.case_policy, house.now))
    for group in upkeep.groups(lambda: house.upkeep):
        app.cli.add_command(group)
    app.extensions["house"] = house
    return app


def _migrate(settings: Settings) -> None:
    database = join(settings).database
    migrate.upgrade(database)
    database.close()


def _first_staff(settings: Settings) -> list[tuple[str, str]]:
    house = join(settings)
    return first_users(house.database, house.now(), must_change=settings.is_production)


def _package_due_at(settings: Settings, reference: str) -> datetime | None:
    house = join(settings)
    with house.database.read() as connection:
        request = by_reference(connection, reference.replace("-", ""))
        due = None if request is None else outbox.due_at_of(connection, request.package_key)
    return None if due is None else due - house.moved_on()  # by the machine's clock


def _run_worker(settings: Settings, name: str) -> int:
    house = join(settings)
    logs.configure(name, settings.is_production)
    return worker.run(_queue_server(settings), house.database, house.handlers, name, house.now)


def _run_clock(settings: Settings) -> int:
    house = join(settings)
    logs.configure("clock", settings.is_production)
    return clock.run(_queue_server(settings), house.database, QUEUE_OF, house.ticks, house.now)


def _queue_server(settings: Settings) -> str:
    if settings.redis_url is None:
        raise SettingsError(
            "REDIS_URL is not set; set it to the queue server's address, or run `python app.py`, which starts its own."
        )
    return settings.redis_url


def main(arguments: list[str]) -> int:
    command, *rest = arguments or ["run"]
    if command == "demo":
        return demo.run(rest, os.environ, _migrate, _package_due_at)
    settings = read_settings(os.environ)
    match command:
        case "run":
            return supervisor.run(settings, os.environ, _migrate, _first_staff)
        case "worker":
            return _run_worker(settings, rest[0] if rest else "worker-1")
        case "clock":
            return _run_clock(settings)
        case "migrate":
            _migrate(settings)
            return 0
    sys.stderr.write(f"There is no command {command!r}; it is run, worker, clock, migrate or demo.\n")
    return 2


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(1)
