"""Given what we know of a request: is it accepted, or what must be asked first, and in which words."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.catalogue import FORMS
from bot.turn import Question, Reply, Scene
from enrollment.particulars import Particulars
from enrollment.reference import spoken
from enrollment.request import State
from parsers import (
    Language,
    Part,
    PersonName,
    PostalAddress,
    Reading,
    fold_gsm7,
    missing_parts,
    normal_address,
    normal_name,
)

ASK = {
    Question.NAME_AND_ADDRESS: "ask_name_and_address",
    Question.NAME: "ask_name",
    Question.ADDRESS: "ask_address",
    Question.ZIP: "ask_zip",
    Question.CONFIRM: "confirm",
    Question.CHANGE: "ask_change",
    Question.NEW_SET: "ask_new_set",
    Question.CALL: "person",
}
# Questions that have other words for the second time; the rest are sent once.
ASKED_AGAIN = frozenset({
    Question.NAME_AND_ADDRESS, Question.NAME, Question.ADDRESS, Question.ZIP, Question.CONFIRM, Question.CHANGE,
})  # fmt: skip
_ADDRESS_FIELDS = ("delivery_line", "secondary_unit", "city", "state", "zip5", "zip4", "urbanization", "care_of")
_OWN_STATE = "CA"


@dataclass(frozen=True, slots=True)
class Settled:
    state: State
    question: Question | None
    replies: tuple[Reply, ...]


def settle(particulars: Particulars, reference: str, scene: Scene, *, again: Question | None = None) -> Settled:
    """What a request with these particulars becomes, and what the parent is told or asked."""
    question = next_question(particulars)
    if question is not None:
        reply = question_reply(question, particulars, scene.language, again=question is again)
        return Settled(State.NEEDS_ANSWER, question, (reply,))
    return Settled(State.ACCEPTED, Question.ACCEPTED, acceptance(particulars, reference, scene))


def next_question(particulars: Particulars) -> Question | None:
    """The one thing to ask; name and address together when both are missing."""
    missing = set(particulars.missing)
    if {Part.NAME, Part.DELIVERY_LINE} <= missing:
        return Question.NAME_AND_ADDRESS
    if Part.DELIVERY_LINE in missing:
        return Question.ADDRESS
    if Part.NAME in missing:
        return Question.NAME
    if missing:
        return Question.ZIP
    return Question.CONFIRM if particulars.doubtful else None


def question_reply(question: Question, particulars: Particulars, language: Language, *, again: bool = False) -> Reply:
    """The question; put in other words when the first ones did not help."""
    shown = envelope_values(particulars, language) if question is Question.CONFIRM else {}
    return Reply(f"{ASK[question]}_again" if again and question in ASKED_AGAIN else ASK[question], shown)


def acceptance(particulars: Particulars, reference: str, scene: Scene) -> tuple[Reply, ...]:
    values = envelope_values(particulars, scene.language) | {"ref": spoken(reference)}
    if scene.known.echo_masked:
        values |= _masked(values, particulars)
    accepted = Reply(_acceptance_code(scene), values)
    address = particulars.address
    if address is not None and address.state not in {None, _OWN_STATE}:
        return accepted, Reply("out_of_state")
    return (accepted,)


def _acceptance_code(scene: Scene) -> str:
    if not scene.known.introduced:
        return "accept_first"
    return "accept" if scene.known.consented else "accept_told"


def envelope_values(particulars: Particulars, language: Language) -> dict[str, str]:
    """Name and address as the parent wrote them, line by line as on the envelope, in letters that a text carries
    cheaply."""
    address = particulars.address or PostalAddress()
    care = f"c/o {address.care_of}" if address.care_of else None
    return {
        "forms": FORMS[language, particulars.forms_language],
        "name": fold_gsm7(str(particulars.name or "")),
        "first_line": fold_gsm7("\n".join(line for line in (care, address.urbanization, address.first_line) if line)),
        "last_line": fold_gsm7(address.last_line),
    }


def _masked(values: dict[str, str], particulars: Particulars) -> dict[str, str]:
    """`M. Lopez`, `1234 F...`, `ZIP 95820`: enough for who wrote it, little for who looks over their shoulder."""
    first, _, rest = values["name"].partition(" ")
    address = particulars.address or PostalAddress()
    number, _, street = fold_gsm7(address.first_line).partition(" ")
    return {
        "name": f"{first[:1]}. {rest}".strip(),
        "first_line": f"{number} {street[:1]}...".strip(),
        "last_line": f"ZIP {address.zip5 or ''}",
    }


def particulars_of(reading: Reading, language: Language) -> Particulars:
    """A Spanish sentence gets Spanish forms unless it says otherwise."""
    return Particulars(
        forms_language=reading.forms_language or language,
        name=reading.name,
        address=reading.address,
        missing=reading.missing,
        doubtful=reading.doubtful,
    )


def merge(old: Particulars, given: Reading) -> Particulars:
    """`old` with what the answer gives; what it does not mention stays."""
    address = _merged_address(old.address, given.address)
    name = _merged_name(old.name, given.name)
    joined = () if name in (old.name, given.name) else (Part.NAME,)
    return replace(
        old,
        forms_language=given.forms_language or old.forms_language,
        name=name,
        address=address,
        missing=missing_parts(name, address or PostalAddress()),
        doubtful=tuple(dict.fromkeys((*joined, *_still_doubtful(old, given)))),
    )


def _merged_name(old: PersonName | None, given: PersonName | None) -> PersonName | None:
    """The new name; a part of the old one corrects nothing, and two halves ("Maria", "Lopez") make one, shown."""
    if old is None or given is None:
        return given or old
    before, now = normal_name(old).split(), normal_name(given).split()
    if len(now) == 1 and now[0] in before:
        return old
    return given if len(before) > 1 or before[0] in now else PersonName(f"{old.full} {given.full}")


def _merged_address(old: PostalAddress | None, given: PostalAddress | None) -> PostalAddress | None:
    if old is None or given is None:
        return given or old
    fields = {field: getattr(given, field) for field in _ADDRESS_FIELDS if getattr(given, field) is not None}
    if given.delivery_line is not None:
        fields.setdefault("secondary_unit", None)  # another house: the old unit is not its unit
        fields.setdefault("care_of", None)
    if given.zip5 is not None:
        fields.setdefault("zip4", None)
    return replace(old, **fields)


def _still_doubtful(old: Particulars, given: Reading) -> tuple[Part, ...]:
    named = set() if given.name is None else {Part.NAME}
    address = given.address or PostalAddress()
    filled = {part for part in Part if part is not Part.NAME and getattr(address, _field(part), None)}
    doubtful = [part for part in old.doubtful if part not in named | filled]
    moved = address.delivery_line is not None and address.zip5 is None
    if moved and old.address is not None and old.address.zip5 is not None and old.address.delivery_line is not None:
        doubtful.append(Part.ZIP)  # a new street under the old ZIP may be right; show it
    return tuple(dict.fromkeys((*doubtful, *given.doubtful)))


def _field(part: Part) -> str:
    return "zip5" if part is Part.ZIP else part.value


def same_person(one: Particulars, other: Particulars) -> bool:
    return one.name is not None and other.name is not None and normal_name(one.name) == normal_name(other.name)


def same_address(one: Particulars, other: Particulars) -> bool:
    if one.address is None or other.address is None:
        return False
    return normal_address(one.address) == normal_address(other.address)
