"""The console's English: states, events, problems and times in words. Codes come in, sentences go out."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from enrollment.request import State
from enrollment.working_days import PACIFIC
from parsers import Keyword, Language, Part

STATES = {
    State.RECEIVED: "Received",
    State.NEEDS_ANSWER: "Parent was asked",
    State.NEEDS_REVIEW: "Needs a person",
    State.ACCEPTED: "Being made",
    State.READY: "Ready to print",
    State.PRINTED: "Printed",
    State.MAILED: "Mailed",
    State.DELIVERED: "Delivered",
    State.RETURNED: "Came back",
    State.HANDED_OVER: "Handed over",
    State.HELD: "On hold",
    State.CANCELLED: "Cancelled",
    State.WITHDRAWN: "Withdrawn",
}
MOVED_TO = {
    State.NEEDS_ANSWER: "Asked the parent for what is missing or in doubt",
    State.NEEDS_REVIEW: "Given to a person to read",
    State.ACCEPTED: "Accepted; the package is to be made",
    State.READY: "Package made, ready to print",
    State.PRINTED: "Printed",
    State.MAILED: "Mailed",
    State.DELIVERED: "Delivered, says the postal service",
    State.RETURNED: "Came back in the mail",
    State.HANDED_OVER: "Handed over in person",
    State.HELD: "Put on hold",
    State.CANCELLED: "Cancelled",
    State.WITHDRAWN: "Withdrawn",
}
EVENTS = {
    "corrected": "Name, address or language corrected",
    "package_made": "Package made",
    "tried_again": "Set going again",
    "sent_now": "Package to be made at once",
    "phone_opted_out": "Our texts to this phone stopped, as the parent asked",
    "phone_unsafe_to_text": "Phone marked as not safe to text",
    "phone_unsafe_to_call": "Phone marked as not safe to call",
    "phone_safe_to_text": "Phone safe to text again",
    "phone_safe_to_call": "Phone safe to call again",
    "package_failed": "The package could not be made",
    "texted": "Told by text",
    "text_failed": "Could not be told by text",
    "wrote": "Wrote a text to the parent",
    "asked_to_send": "Wrote a text; it waits for a supervisor",
    "let_go": "Let a clerk's text go out",
    "not_let_go": "Did not let a clerk's text go out",
    "note": "Note for staff",
    "rests_at": "When released, it is made anew",
}
NEXT_STEP = {
    State.NEEDS_REVIEW: "Read what they wrote",
    State.READY: "Print it",
    State.PRINTED: "Mail it",
    State.HELD: "Release or leave",
    State.RETURNED: "Find the right address",
}
CHANNELS = {"text": "by text", "phone": "by phone", "counter": "at the counter", "letter": "by letter"}
LANGUAGES = {Language.ENGLISH: "English", Language.SPANISH: "Spanish"}
PARTS = {
    Part.NAME: "name",
    Part.DELIVERY_LINE: "street",
    Part.SECONDARY_UNIT: "apartment or unit",
    Part.CITY: "city",
    Part.STATE: "state",
    Part.ZIP: "ZIP code",
    Part.LANGUAGE: "language of the forms",
}
BATCH_OUTCOMES = {
    "mailed": "mailed",
    "spoiled": "spoiled, to be printed again",
    "pulled": "pulled",
    "left_out": "left out",
}
# What the post office stamped on it: fulfillment.returns.Reason.
RETURN_REASONS = {
    "no_such_number": "no such number",
    "attempted_not_known": "attempted, not known",
    "moved": "moved",
    "insufficient_address": "insufficient address",
    "no_mail_receptacle": "no mail receptacle",
    "vacant": "vacant",
    "unclaimed": "unclaimed",
    "refused": "refused",
    "unreadable": "the stamp cannot be read",
    "other": "another reason",
}
KEYWORDS = {
    Keyword.OPEN: "enrollment forms",
    Keyword.STATUS: "where something stands",
    Keyword.STOP: "no more texts",
    Keyword.CANCEL: "no more texts, perhaps no package",
    Keyword.START: "texts again",
    Keyword.HELP: "help",
    Keyword.ENGLISH: "English",
    Keyword.SPANISH: "Spanish",
    Keyword.OTHER: "nothing we know",
}
TEXT_STATUS = {
    "replied": "Answered at once",
    "waiting": "Waiting to be sent",
    "queued": "On its way",
    "accepted": "On its way",
    "sending": "On its way",
    "sent": "Sent",
    "delivered": "Delivered",
    "read": "Read",
    "undelivered": "Not delivered",
    "failed": "Not delivered",
    "canceled": "Not sent",
}
TEXT_TROUBLE = frozenset({"undelivered", "failed", "canceled"})
# Twilio's error codes, as far as a clerk can do something about them (twilio.com/docs/api/errors).
TEXT_ERRORS = {
    21610: "the parent has stopped our texts",
    21614: "the number cannot get texts",
    30003: "the phone is off or out of reach",
    30004: "the parent's carrier blocks our texts",
    30005: "the number is not in service",
    30006: "a landline, or a carrier that takes no texts",
    30007: "the carrier filtered it",
}
_CODES = {
    # why a person must look: bot.turn.ReviewReason
    "unreadable": "we could not read it",
    "no_answer": "no answer to our question",
    "cannot_ask": "no text can reach this phone, so we could not ask",
    "many_requests": "many requests from this phone or for this address",
    "stop_printed": "the parent wants back what is already printed",
    "second_open": "asked again with another address",
    "foreign_address": "an address outside the United States",
    "for_client": "somebody writes for somebody else: an attorney, a social worker",
    "late_text": "a text found later in the log of the carrier",
    "package_failed": "its package could not be made",
    # why staff ended it: staff.actions.REASONS
    "parent_asked": "the parent does not want it mailed",
    "asked_twice": "it was asked for twice",
    "unsafe": "mailing it would not be safe",
    "no_address_found": "no right address can be found",
    "no_request": "a test, a mistake or a wrong number",
    "returned_twice": "it came back a second time; there is no third mailing",
    # how it left in person: fulfillment.mailroom.HandOver
    "counter": "at the counter",
    "pick_up": "picked up",
    # why a phone is safe again: bot.marking.SafeAgain
    "parent_says_safe": "the parent says so, and it was surely the parent",
    "marked_by_mistake": "it was marked by mistake",
    # why it is mailed again: staff.mailing_page.REASONS
    "address_confirmed": "the parent confirmed the address",
    "name_on_box": "the parent's name is on the mailbox now",
    "can_be_fetched": "the parent can take it in now",
    # why work did not get done: the outbox and the heartbeats
    "died": "the program ended three times while at it",
    "too_slow": "it took too long",
    "carrier_unreachable": "the carrier of our texts cannot be reached",
    "carrier_log_unreachable": "the carrier's log cannot be read, and without it a text might go out twice",
    "alarm_not_delivered": "the mail relay or the webhook for alarms cannot be reached",
    "queue_unreachable": "the queue server cannot be reached; work waits and catches up by itself",
    "database_unavailable": "the database cannot be reached",
    "disk_full": "the disk is full",
    "changed_meanwhile": "it was changed while its package was made",
    "incomplete": "the name or the address is missing",
    # the county's forms: fulfillment.forms.FormProblem
    "forms_no_folder": "the folder of the county's forms is missing",
    "forms_missing": "a required form of the county is missing",
    "forms_unreadable": "one of the county's forms cannot be read",
    "forms_encrypted": "one of the county's forms is locked with a password",
    "forms_no_pages": "one of the county's forms has no pages",
    "forms_page_size": "one of the county's forms is not letter size",
    "forms_needs_reader": "one of the county's forms opens only in Adobe Reader and cannot be printed",
    "forms_sample": "the forms in the folder are samples, not the county's",
    # the letter: fulfillment.letter.LetterProblem
    "bad_reference": "its reference is not one of ours",
    "no_name": "the name is missing",
    "no_address": "the address is missing",
    "too_many_lines": "the address has more lines than fit the window",
    "address_too_long": "the name or the address is too long for the window",
    "missing_glyphs": "the name or the address has letters our typeface lacks",
    "template": "the letter's template is at fault; tell those who run the program",
    "extract_gone": "the file of the extract is gone; send it again",
    "no_handler": "the program is being updated",
    # why a phone gets no texts
    "mailed": "mailed",
    "landline": "a landline, or a carrier that takes no texts",
    "opted_out": "the parent has stopped our texts",
    "not_safe": "the phone is not safe to text",
    "cannot_text": "no text can reach this phone",
    "never_wrote": "the parent has never texted us",
    "too_long_ago": "the parent's last text is more than 90 days old",
    # texts that staff write: bot.by_staff
    "staff_frame": "in their own words",
    "staff_seen": "we have read it",
    "staff_unclear": "what do you need?",
    "staff_street": "street, unit, city and ZIP?",
    "staff_unit": "which unit?",
    "staff_call_us": "please call us",
    "staff_tried": "we tried to call",
    "staff_pick_up": "it can be picked up",
    "staff_not_by_text": "not by text",
}


def begun(words: str) -> str:
    """With a capital in front; `str.capitalize` would write "the united states" and "Zip code"."""
    return words[:1].upper() + words[1:]


def from_code(code: str) -> str:
    """A code's words; one we have no words for is shown as it is, readably, rather than hidden."""
    carrier = code.removeprefix("carrier_")
    if carrier != code and carrier.isdecimal():
        return text_error(int(carrier))
    return _CODES.get(code, code.replace("_", " ").replace(".", ": "))


def has_words(code: str) -> bool:
    return code in _CODES


def text_error(code: int) -> str:
    return TEXT_ERRORS.get(code, f"error {code} at Twilio")


def day(value: date, today: date) -> str:
    """Fri, Nov 21; with the year when it is not this one."""
    words = f"{value:%a, %b} {value.day}"
    return words if value.year == today.year else f"{words}, {value.year}"


def clock(moment: datetime) -> str:
    local = moment.astimezone(PACIFIC)
    return f"{local:%I:%M %p}".lstrip("0")


def time_of(value: datetime, now: datetime) -> str:
    """The hour alone today, with its day otherwise."""
    today = now.astimezone(PACIFIC).date()
    return clock(value) if value.astimezone(PACIFIC).date() == today else moment(value, today)


def moment(value: datetime, today: date) -> str:
    return f"{day(value.astimezone(PACIFIC).date(), today)}, {clock(value)}"


def days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"


def number_of(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def ago(then: datetime, now: datetime) -> str:
    minutes = int((now - then).total_seconds() // 60)
    if minutes < 1:
        return "less than a minute ago"
    return f"{span(minutes)} ago"


def span(minutes: int) -> str:
    if minutes < 120:
        return "1 minute" if minutes == 1 else f"{minutes} minutes"
    if minutes < 48 * 60:
        return f"{minutes // 60} hours"
    return days(minutes // (24 * 60))


def whole_span(length: timedelta) -> str:
    """To the minute: `1 day 2 hours 5 minutes`; nothing for none."""
    minutes = int(length.total_seconds()) // 60
    parts = ((minutes // 1440, "day"), (minutes // 60 % 24, "hour"), (minutes % 60, "minute"))
    return " ".join(number_of(count, noun) for count, noun in parts if count)


def list_of(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
