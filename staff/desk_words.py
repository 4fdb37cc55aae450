"""What lies on the desk, in words: what it is, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass

from enrollment.request import State
from staff import wording
from store.desk import DeskKind
from store.requests import Request

DANGEROUS = frozenset({DeskKind.DANGER.value})
# Paper that may be on its way, or texts that must not go: minutes count.
PRESSING = frozenset({
    DeskKind.PULL_PRINTED.value, DeskKind.HELD_BY_PARENT.value, DeskKind.NO_TEXTS_BACK.value,
    DeskKind.TEXT_TO_APPROVE.value,
})  # fmt: skip

# A request made of it is all that it asked for.
SETTLED_BY_REQUEST = frozenset({
    DeskKind.WANTS_PERSON.value, DeskKind.NOT_UNDERSTOOD.value, DeskKind.NO_ADDRESS.value, DeskKind.LATE_TEXT.value,
})  # fmt: skip
# Nobody to write to: a text already waits, or somebody else holds the phone, or should be told nothing.
NO_TEXT = frozenset({
    DeskKind.TEXT_TO_APPROVE.value, DeskKind.GUESSING.value, DeskKind.WRONG_PERSON.value,
})  # fmt: skip
# Nothing that a request could be made of.
NO_REQUEST = frozenset({
    DeskKind.GUESSING.value, DeskKind.TEXT_TO_APPROVE.value, DeskKind.TEXT_NOT_APPROVED.value,
    DeskKind.WRONG_PERSON.value,
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Words:
    title: str
    advice: str


KINDS = {
    DeskKind.DANGER: Words(
        "Danger",
        "The text speaks of danger. Read it at once. What was not yet mailed is on hold until somebody releases it. "
        "Do not call or text before you know that it is safe to.",
    ),
    DeskKind.HELD_BY_PARENT: Words(
        "Perhaps do not send it",
        "The parent's word stops texts and may also mean “do not send it”. The package is on hold: release it, or "
        "cancel it.",
    ),
    DeskKind.PULL_PRINTED: Words(
        "Pull it from the printed stack",
        "It was stopped after it was printed. Take it out of the stack before it goes.",
    ),
    DeskKind.NO_TEXTS_BACK: Words(
        "Asked for no texts back",
        "Somebody may be watching the phone. We have not answered and send nothing more. The package goes on unless "
        "you hold it.",
    ),
    DeskKind.WANTS_PERSON: Words("Wants to talk to a person", "Call back in office hours, if they said we may call."),
    DeskKind.NOT_UNDERSTOOD: Words(
        "Not understood", "We could not tell what they want. Read it; if it asks for forms, make a request of it."
    ),
    DeskKind.NO_ADDRESS: Words(
        "Has no address",
        "They were told of General Delivery, a safe address, and picking it up at the office. See what they choose.",
    ),
    DeskKind.CALWORKS: Words(
        "Speaks of CalWORKs",
        "They were told that the county opens such cases at no cost. The package is mailed all the same.",
    ),
    DeskKind.OTHER_LANGUAGE: Words(
        "Another language", "English forms are mailed, and they were told so. Find an interpreter to call them."
    ),
    DeskKind.LARGE_PRINT: Words("Wants large print", "Print the package large, or call to ask what would help."),
    DeskKind.WRONG_PERSON: Words(
        "Not the person we meant",
        "Whoever has this phone says it is not them. We text it no more. Check the requests that came from it.",
    ),
    DeskKind.BORROWED_PHONE: Words(
        "Texted from a borrowed phone", "Do not call or text about the case: the phone is somebody else's."
    ),
    DeskKind.SAME_PERSON: Words(
        "Perhaps asked for twice",
        "Another request has the same name and address. If it is the same parent, cancel one of the two.",
    ),
    DeskKind.LATE_TEXT: Words(
        "A text that came late", "It was found in the carrier's log after newer ones. See whether it still matters."
    ),
    DeskKind.AFTER_MAILING: Words(
        "Came too late", "The parent wanted it changed or stopped, and it was printed or mailed already. Call or write."
    ),
    DeskKind.ASKED_WHILE_HELD: Words(
        "Asked again while on hold", "Their package is on hold. Release it, or cancel it, and see what they ask now."
    ),
    DeskKind.TEXT_FAILED: Words("A text could not be sent", "If it was a question, ask by phone or by letter."),
    DeskKind.FLOOD: Words(
        "Very many texts",
        "This phone gets no more answers for now. See whether a person needs help, or a machine writes.",
    ),
    DeskKind.ANSWERED_STAFF: Words(
        "Answered a text of ours",
        "Somebody here wrote to them, and this came back. They were told that a person will read it.",
    ),
    DeskKind.TEXT_TO_APPROVE: Words(
        "A text waits for a supervisor",
        "A clerk wants to send it, and it says something that whoever holds the phone should perhaps not read. A "
        "supervisor lets it go or says why not.",
    ),
    DeskKind.TEXT_NOT_APPROVED: Words(
        "Your text was not sent",
        "The supervisor said why, below. Write it in other words, or call if that is safe, or write a letter.",
    ),
    DeskKind.GUESSING: Words(
        "Somebody may be guessing case numbers",
        "Nothing was told: every wrong try gets the same answer, and after a few tries a day the phone gets only "
        "that. A parent who mistypes looks the same. If you know the parent, call them where that is safe. If not, "
        "tell a supervisor, and settle it; a new day of tries comes back here. Never tell a caller why we asked.",
    ),
}

LANGUAGES = {
    "ru": "Russian", "hmn": "Hmong", "vi": "Vietnamese", "zh": "Chinese", "pa": "Punjabi", "tl": "Tagalog",
    "hi": "Hindi",
    "fa": "Farsi or Dari", "ar": "Arabic", "uk": "Ukrainian", "ko": "Korean", "hy": "Armenian", "ps": "Pashto",
    "ja": "Japanese", "pt": "Portuguese", "fr": "French", "lo": "Lao", "km": "Khmer", "ium": "Mien", "to": "Tongan",
    "sm": "Samoan", "ase": "American Sign Language", "ur": "Urdu", "so": "Somali", "mix": "Mixteco", "nah": "Nahuatl",
    "zap": "Zapotec", "am": "Amharic", "ti": "Tigrinya", "sw": "Swahili", "my": "Burmese", "th": "Thai", "fj": "Fijian",
    "mh": "Marshallese", "ro": "Romanian", "ne": "Nepali", "ta": "Tamil",
    "cyrillic": "Cyrillic letters", "han": "Chinese letters", "japanese": "Japanese", "korean": "Korean",
    "arabic": "Arabic letters", "gurmukhi": "Punjabi letters", "devanagari": "Hindi letters", "thai": "Thai",
    "lao": "Lao letters",
    "armenian": "Armenian letters", "hebrew": "Hebrew letters", "greek": "Greek", "bengali": "Bengali",
    "tamil": "Tamil",
    "ethiopic": "Amharic letters", "khmer": "Khmer letters",
}  # fmt: skip
# Work of the outbox that was given up. What has a page of its own is set going there.
JOBS = {
    "package": "Making a package",
    "vendor": "Handing a package to the mailing vendor",
    "batch": "Making the files of a batch",
    "text": "Sending an answer by text",
    "staff_text": "Sending a text that staff wrote",
    "mailed_notice": "Telling a parent that it was mailed",
    "returned_notice": "Telling a parent that it came back",
    "reminder": "Reminding a parent of our question",
    "forget_text": "Erasing a text at the carrier",
    "alarm": "Sending an alarm",
    "danger_alarm": "Telling of a text that speaks of danger",
}
TRIED_AGAIN = frozenset(JOBS) - {"vendor", "batch"}
# How what does not go on by itself comes to its end.
_ENDS = {
    State.HELD: "Nothing of it is mailed until somebody releases or cancels it. Its due date stands.",
    State.NEEDS_ANSWER: "Without an answer it comes to a person a day after our question.",
    State.NEEDS_REVIEW: "It waits until a person has read it.",
    State.RETURNED: "It waits for a new address from the parent, or for staff to mail it again.",
}
GUESSES = {
    "many_numbers": "One phone asked for many different numbers",
    "many_phones": "Many phones asked for one number",
    "many_in_all": "Very many wrong tries in one day",
}
WISHES = {
    "asked": "Asked to talk; has not said yet whether we may call this number",
    "may_call": "We may call this number",
    "no_call": "Do not call this number",
}

# What a parent said when we asked whether we may call: may we, and in which words the desk says so.
WISH_ANSWERED = {
    "may_call": (True, "They said that we may call this number."),
    "no_call": (False, "They said that we should not call this number. They may call us."),
}
GUESS_FIGURES = "In the last 24 hours: refused {refused} times, about {numbers} different numbers, last {last}."


def words_for(kind: str) -> Words:
    """Of a kind that a newer program put there, its code, readably."""
    return KINDS[DeskKind(kind)] if kind in set(DeskKind) else Words(wording.begun(wording.from_code(kind)), "")


def ends_words(request: Request) -> str:
    return _ENDS.get(request.state, "")


def detail_words(kind: str, detail: str | None) -> str:
    if detail is None:
        return ""
    if kind == DeskKind.OTHER_LANGUAGE:
        return LANGUAGES.get(detail, detail)
    if kind == DeskKind.WANTS_PERSON:
        return WISHES.get(detail, wording.from_code(detail))
    if kind == DeskKind.GUESSING:
        return GUESSES.get(detail, wording.from_code(detail))
    if kind == DeskKind.LATE_TEXT:
        return f"In the carrier's log as {detail}"
    return wording.begun(wording.from_code(detail))
