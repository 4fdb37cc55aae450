"""A request's file as a clerk reads it. For those who see no people, their names and words never enter the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from enrollment.particulars import Particulars
from enrollment.reference import spoken
from enrollment.request import UNMAILED, State
from enrollment.working_days import pacific_date
from parsers import Language, Part, PersonName, PostalAddress, mailing_lines, segments
from staff import standing, wording
from staff.actions import Button, buttons
from staff.marking import Piece, marks_of, pieces, values_of
from staff.masking import masked_name
from staff.records.file import File, Text
from store.requests import PARENT, SYSTEM, Event

Translation = Callable[[str, str], str | None]  # a text's code and words to their English
_ALWAYS_SHOWN = (Part.NAME, Part.DELIVERY_LINE, Part.SECONDARY_UNIT, Part.CITY, Part.STATE, Part.ZIP)


@dataclass(frozen=True, slots=True)
class Happening:
    at: str
    who: str
    what: str


@dataclass(frozen=True, slots=True)
class Bubble:
    inbound: bool
    body: str | None  # None: not for these eyes
    english: str | None  # of a Spanish text of ours, as the catalogue has it
    who: str
    at: str
    status: str
    segments: str  # of ours: what it was billed as
    trouble: bool
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadPart:
    label: str
    value: str
    mark: str  # "missing", "in doubt" or nothing


@dataclass(frozen=True, slots=True)
class Return:
    at: str
    reason: str
    label: str | None  # what the post office wrote; for those who see people


@dataclass(frozen=True, slots=True)
class Story:
    reference: str
    spoken: str
    version: int
    who: str
    envelope: tuple[str, ...] | None
    open_parts: str  # unless `in_the_way` says it
    language: str
    is_spanish: bool
    conversation_language: str | None
    asked: str
    due: standing.Due
    state: str
    state_word: str
    in_the_way: str
    stuck: bool
    package: str
    forms: tuple[str, ...]
    raw: tuple[tuple[Piece, ...], ...]
    doubtful: tuple[Part, ...]
    read: tuple[ReadPart, ...]
    bubbles: tuple[Bubble, ...]
    came_back: tuple[Return, ...]
    timeline: tuple[Happening, ...]
    buttons: tuple[Button, ...]
    sees_people: bool


def tell(
    file: File, staff_names: Mapping[int, str], now: datetime, english: Translation, *, sees_people: bool
) -> Story:
    request, contact, package, today = file.request, file.contact, file.package, pacific_date(now)
    particulars = request.particulars
    channel = wording.CHANNELS.get(request.channel, request.channel)
    in_the_way, open_parts = standing.in_the_way(request, file.job), standing.open_parts(request)
    return Story(
        reference=request.reference,
        spoken=spoken(request.reference),
        version=request.version,
        who=_who(particulars.name) if sees_people else masked_name(particulars.name),
        envelope=_envelope(particulars.name, particulars.address) if sees_people else None,
        open_parts=open_parts if open_parts not in in_the_way else "",
        language=wording.LANGUAGES[particulars.forms_language],
        is_spanish=particulars.forms_language is Language.SPANISH,
        conversation_language=contact.language if contact else None,
        asked=f"{wording.moment(request.first_text_at, today)}, {channel}",
        due=standing.due(request, today),
        state="stuck" if file.job and file.job.parked else request.state.value,
        state_word=wording.STATES[request.state],
        in_the_way=in_the_way,
        stuck=bool(file.job and file.job.parked),
        package=f"{wording.number_of(package.pages, 'page')}, made {wording.moment(package.made_at, today)}"
        if package
        else "",
        forms=package.forms if package else (),
        raw=_raw(file) if sees_people else (),
        doubtful=particulars.doubtful,
        read=read_parts(particulars) if sees_people else (),
        bubbles=tuple(_bubble(text, staff_names, today, english, sees_people=sees_people) for text in file.texts),
        timeline=tuple(_happening(event, staff_names, today) for event in file.events),
        came_back=tuple(
            Return(
                wording.day(pacific_date(each.at), today),
                wording.RETURN_REASONS.get(each.reason, each.reason),
                each.label_address if sees_people else None,
            )
            for each in file.returns
        ),
        buttons=tuple(buttons(file, now)),
        sees_people=sees_people,
    )


def _who(name: PersonName | None) -> str:
    return name.full if name else "No name yet"


def _envelope(name: PersonName | None, address: PostalAddress | None) -> tuple[str, ...]:
    """As printed; of an incomplete one, the lines there are."""
    return mailing_lines(name or PersonName(""), address or PostalAddress())


def _raw(file: File) -> tuple[tuple[Piece, ...], ...]:
    """The texts this request was read from, with what was read from them marked."""
    values = marks_of(file.request.particulars)
    first = file.request.first_text_at
    texts = [text for text in file.texts if text.inbound and (text.of_this_request or text.at == first)]
    return tuple(tuple(pieces(text.body, values)) for text in texts)


def read_parts(particulars: Particulars) -> tuple[ReadPart, ...]:
    """What was read, part by part, with what is missing or in doubt marked."""
    values = values_of(particulars)
    found = []
    for part in _ALWAYS_SHOWN:
        mark = "missing" if part in particulars.missing else "in doubt" if part in particulars.doubtful else ""
        if part is Part.SECONDARY_UNIT and part not in values and not mark:
            continue
        found.append(ReadPart(wording.begun(wording.PARTS[part]), values.get(part, ""), mark))
    address = particulars.address
    if address and address.care_of:
        found.insert(1, ReadPart("Care of", address.care_of, ""))
    if address and address.urbanization:
        found.insert(-3, ReadPart("Urbanization", address.urbanization, ""))
    doubt = "in doubt" if Part.LANGUAGE in particulars.doubtful else ""
    found.append(ReadPart("Forms in", wording.LANGUAGES[particulars.forms_language], doubt))
    return tuple(found)


def _bubble(
    text: Text, staff_names: Mapping[int, str], today: date, english: Translation, *, sees_people: bool
) -> Bubble:
    trouble = text.status in wording.TEXT_TROUBLE
    status = "" if text.inbound else wording.TEXT_STATUS.get(text.status or "", text.status or "")
    if text.error_code is not None and trouble:
        status = f"{status}: {wording.text_error(text.error_code)}"
    notes = []
    if text.had_ssn:
        notes.append("A Social Security number was cut out")
    if text.pictures:
        notes.append(f"{wording.number_of(text.pictures, 'picture')}, not fetched")
    body = text.body if sees_people else None
    billed = "" if text.inbound else wording.number_of(text.segments or segments(text.body), "segment")
    return Bubble(
        inbound=text.inbound,
        body=body,
        english=english(text.code, text.body) if sees_people and text.code else None,
        who=_writer(text, staff_names),
        at=wording.moment(text.at, today),
        status=status,
        segments=billed,
        trouble=trouble,
        notes=tuple(notes),
    )


def _writer(text: Text, staff_names: Mapping[int, str]) -> str:
    if text.inbound:
        return "Parent"
    return "We" if text.written_by is None else f"We ({staff_names.get(text.written_by, 'staff')})"


def _happening(event: Event, staff_names: Mapping[int, str], today: date) -> Happening:
    return Happening(wording.moment(event.at, today), _actor(event.actor, staff_names), _what(event))


def _actor(actor: str, staff_names: Mapping[int, str]) -> str:
    if actor == PARENT:
        return "Parent"
    if actor == SYSTEM:
        return "System"
    return staff_names.get(int(actor.removeprefix("staff:")), "Staff") if actor.startswith("staff:") else actor


def _what(event: Event) -> str:
    reason = f" ({_reason(event.code, event.new_state)})" if event.code else ""
    if event.kind == "created" and event.new_state is not None:
        return f"Request came in; {wording.STATES[event.new_state].lower()}{reason}"
    if event.kind == "moved" and event.new_state is not None:
        if event.old_state is State.HELD and event.new_state in UNMAILED:
            return f"Released from hold; back to {wording.STATES[event.new_state].lower()}{reason}"
        if event.old_state is State.PRINTED and event.new_state is State.READY:
            return f"To be printed again{reason}"
        return f"{wording.MOVED_TO[event.new_state]}{reason}"
    return wording.EVENTS.get(event.kind, wording.begun(wording.from_code(event.kind))) + reason


def _reason(code: str, new: State | None) -> str:
    return wording.RETURN_REASONS.get(code, code) if new is State.RETURNED else wording.from_code(code)
