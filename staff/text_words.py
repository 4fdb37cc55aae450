"""A text to a parent, in the clerk's English: what stands against it, what was found in it, when it leaves."""

from __future__ import annotations

from datetime import datetime

from bot.by_staff import WhyNot
from bot.screening import LONGEST, Finding, Refusal
from enrollment.working_days import pacific_date
from staff import wording
from store.desk import DeskKind

WHY_NOT = {
    WhyNot.OPTED_OUT: "The parent has stopped our texts. Only they can start them again.",
    WhyNot.NOT_SAFE: "This phone is not safe to text: somebody else may read it.",
    WhyNot.CANNOT_TEXT: "No text can reach this phone.",
    WhyNot.NEVER_WROTE: "The parent has never texted us from this phone, so we may not text it.",
    WhyNot.TOO_LONG_AGO: "The parent's last text is more than 90 days old, so we text no more.",
}
REFUSALS = {
    Refusal.EMPTY: "Choose a text, or write one.",
    Refusal.TOO_LONG: f"That is too long: {LONGEST} characters are the most.",
    Refusal.SSN: "That holds a Social Security number. We never put one in a text.",
    Refusal.RESERVED: "That asks for a word like YES, CANCEL, END, QUIT, INFO or START. To the parent's carrier and to "
    "the law such a word may mean “no more texts”. Ask in another way.",
    Refusal.DIGIT: "That asks for a digit, and digits answer the machine's own questions. Ask for a sentence.",
}
FINDINGS = {
    Finding.NAME: "a name",
    Finding.ADDRESS: "an address",
    Finding.PHONE: "a phone number that is not ours",
    Finding.REFERENCE: "a reference",
    Finding.NUMBER: "a long number (a case, a ZIP code, a date)",
    Finding.LINK: "a link that is not ours",
    Finding.TOPIC: "what this is about",
    Finding.DANGER: "words about danger or safety",
}
# What lies open about the parent, and makes any text to them a supervisor's matter.
RISKS = {
    DeskKind.DANGER: "the parent spoke of danger, and that is not settled",
    DeskKind.BORROWED_PHONE: "the phone is somebody else's",
}

DONE = {
    "text_sent": "The text goes out within a minute.",
    "text_later": "The text is kept and goes out from 8 am on, on the next day that is no county holiday.",
    "text_asked": "A supervisor must let the text go; it lies on the desk for them.",
}


def found_words(codes: tuple[str, ...]) -> list[str]:
    """Of findings and risks alike; a code of a newer program is shown readably."""
    words = {code.value: text for code, text in (*FINDINGS.items(), *RISKS.items())}
    return [words.get(code, wording.from_code(code)) for code in codes]


def segment_words(count: int) -> str:
    return f"Billed as {wording.number_of(count, 'segment')}"


def leaves_words(leaves_at: datetime, now: datetime) -> str:
    if leaves_at <= now:
        return "It goes out within a minute."
    when = wording.moment(leaves_at, pacific_date(now))
    return f"It goes out {when}: we text from 8 am to 8 pm, and not on the county's holidays."
