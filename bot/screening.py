# ruff: noqa: E501  a pattern broken over lines is harder to check than a long one
"""What staff want to text a parent, looked over before it goes: whoever holds the phone may read it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum

from enrollment.agency import Agency
from enrollment.particulars import Particulars
from enrollment.reference import is_reference
from parsers import scrub_ssn
from parsers.clean import clean, fold, word_set
from parsers.lexicon import STRONG_SUFFIXES, name_grades
from parsers.private import EMAIL, PHONE
from parsers.signals import Signal, read_signals

LONGEST = 300  # characters of a clerk's own: two texts with plain letters, five with á í ó ú


class Finding(StrEnum):
    """What somebody else must not read on that screen: a supervisor decides."""

    NAME = "name"
    ADDRESS = "address"
    PHONE = "phone"
    REFERENCE = "reference"
    NUMBER = "number"  # a case, an account, a birth date
    LINK = "link"
    TOPIC = "topic"
    DANGER = "danger"


class Refusal(StrEnum):
    """What nobody may send."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    SSN = "ssn"
    RESERVED = "reserved"  # asks for a word that Twilio and the law give another meaning
    DIGIT = "digit"  # asks for a digit, which would answer the machine's own question


_RESERVED = r"YES|YEA|YEAH|YEP|CANCEL|CANCELAR|CANCELE|END|QUIT|INFO|START|UNSTOP|UNSUBSCRIBE|REVOKE|OPTOUT|STOPALL|SI|ALTO|BAJA|PARAR|FIN|TERMINAR|SALIR|INICIAR|EMPEZAR|COMENZAR"
_INVITES = r"\b(?:REPLY|REPLYING|TEXT|ANSWER|RESPOND|WRITE|SAY|SEND|TYPE|MESSAGE|PRESS|RESPONDA|RESPONDE|CONTESTE|CONTESTA|ESCRIBA|ESCRIBE|DIGA|DI|MANDE|MANDA|ENVIE|ENVIA|MARQUE|OPRIMA|PONGA)(?: US| ME| BACK| WITH| CON| THE WORD| LA PALABRA| A| UN| UNA| NOS)*"
_ASKS_RESERVED = re.compile(rf"{_INVITES} (?:{_RESERVED})\b")
_ASKS_DIGIT = re.compile(
    rf"{_INVITES} (?:NUMBER |EL NUMERO |NUMERO )?(?:[0-9]\b|(?:ONE|TWO|UNO|DOS)(?= (?:IF|TO|FOR|OR|SI|PARA|O)\b|$))"
)
_SHOUTED = re.compile(rf"\b(?:{_RESERVED})\b")
_WORDS = re.compile(r"[A-Z0-9]+")
_TOPIC = re.compile(
    r"\b(?:CHILD|CHILDREN|CHILDS|KIDS?|BABY|SON|DAUGHTER|SUPPORT|CASES?|FORMS?|APPLICATION|APPLY|ENROLL\w*|CUSTOD\w+|VISITATION|DCSS|COURTS?|JUDGE|HEARING|ORDERS?|PATERNITY|PARENTAGE|PARENTS?|FATHER|MOTHER|DAD|MOM|EX|HUSBAND|WIFE|SPOUSE|BOYFRIEND|GIRLFRIEND|DIVORCE|LAWYER|ATTORNEY|PAYMENTS?|ARREARS|WAGES?|GARNISH\w*|EMPLOYER|CALWORKS|CASH AID|WELFARE|GENETIC|DNA|JAIL|POLICE)\b"
    r"|\b(?:HIJ[AO]S?|NIN[AO]S?|BEBE|MANUTENCION|SUSTENTO|PENSION|ALIMENTICIA|CASOS?|EXPEDIENTES?|FORMAS?|FORMULARIOS?|SOLICITUD(?:ES)?|CUSTODIA|VISITAS|CORTE|JUEZA?|AUDIENCIA|ORDEN|PATERNIDAD|MATERNIDAD|PADRES?|MADRES?|PAPA|MAMA|ESPOS[AO]|MARIDO|NOVI[AO]|DIVORCIO|ABOGAD[AO]|PAGOS?|ATRASOS?|SUELDO|SALARIO|PATRON|CARCEL|POLICIA|ADN)\b"
)
_DANGER = re.compile(
    r"\b(?:SAFE|UNSAFE|DANGER\w*|ABUS\w+|VIOLEN\w+|THREAT\w*|SHELTER|RESTRAINING|PROTECTIVE|SAFE AT HOME|PELIGRO\w*|SEGUR[AO]|ABUSO|MALTRATO|AMENAZA\w*|REFUGIO|ALBERGUE|RESTRICCION)\b"
)
_LINK = re.compile(r"https?://\S+|\bwww\.\S+|\b[\w-]+\.(?:com|org|net|gov|us|info|ly|co)\b(?:/\S*)?", re.IGNORECASE)
# Five digits and more, however they are parted: a ZIP, a case, an account, a date of birth.
_DIGITS = re.compile(r"\d(?:[ .,/\-]{0,2}\d){4,}")
# A house number with its street, a unit, a box.
_ADDRESS = re.compile(
    rf"\b\d{{1,6}} (?:[A-Z0-9]+ ){{1,3}}(?:{'|'.join(sorted(STRONG_SUFFIXES))})\b|\b(?:APT|APTO|APARTMENT|APARTAMENTO|UNIT|SUITE|STE|DEPTO|PO BOX|BOX) (?:NO |NUMBER )?\d"
)
_CAPITALS = re.compile(r"(^|[.!?:;¿¡] *)?\b([A-ZÁÉÍÓÚÑ][^\W\d_]*)")
# Written with a capital, and nobody's name here.
_NO_NAMES = word_set(
    "JANUARY FEBRUARY MARCH APRIL MAY JUNE JULY AUGUST SEPTEMBER OCTOBER NOVEMBER DECEMBER JAN FEB MAR APR JUN JUL AUG SEP OCT NOV DEC MONDAY TUESDAY WEDNESDAY THURSDAY FRIDAY SATURDAY SUNDAY MON TUE TUES WED THU THUR FRI SAT SUN ENGLISH SPANISH I NO ZIP PO BOX APT ST AVE RD OK TTY ID US CA AM PM"
)


def tidy(text: str) -> str:
    """In one line, as it will go out."""
    return " ".join(clean(text).split())


def refuse(text: str) -> Refusal | None:
    if not text:
        return Refusal.EMPTY
    if len(text) > LONGEST:
        return Refusal.TOO_LONG
    if scrub_ssn(text)[1]:
        return Refusal.SSN
    flat = " ".join(_WORDS.findall(fold(text)))
    # In capitals such a word is an invitation wherever it stands.
    if _ASKS_RESERVED.search(flat) or _SHOUTED.search(text.replace("SÍ", "SI")):
        return Refusal.RESERVED
    return Refusal.DIGIT if _ASKS_DIGIT.search(flat) else None


def findings(text: str, agency: Agency, known: Iterable[Particulars]) -> tuple[Finding, ...]:
    """What in `text` tells of a person or of what this is about; `known` is what we know of this phone's people.

    The county's own telephone, address and page are not looked at. Better one look of a supervisor's too many.
    """
    bare = _without_ours(text, agency)
    words = _WORDS.findall(fold(bare))
    flat = " ".join(words)
    found = {
        Finding.NAME: _has_name(bare, set(words), known),
        Finding.ADDRESS: _has_address(flat, known),
        Finding.PHONE: PHONE.search(bare) is not None,
        Finding.REFERENCE: any(is_reference(digits) for digits in _digit_runs(bare)),
        Finding.NUMBER: _DIGITS.search(PHONE.sub(" ", bare)) is not None,
        Finding.LINK: _LINK.search(bare) is not None or EMAIL.search(bare) is not None,
        Finding.TOPIC: _TOPIC.search(flat) is not None,
        Finding.DANGER: _DANGER.search(flat) is not None or Signal.DANGER in read_signals(bare),
    }
    if found[Finding.REFERENCE]:
        found[Finding.NUMBER] = False  # one thing, named once
    return tuple(finding for finding, is_there in found.items() if is_there)


def _without_ours(text: str, agency: Agency) -> str:
    ours = (agency.phone, agency.tty, agency.text_number, agency.url, *agency.office_lines, *agency.mail_lines)
    for words in sorted(ours, key=len, reverse=True):
        text = re.sub(re.escape(words), " ; ", text, flags=re.IGNORECASE)
    return text.replace(agency.url.partition("://")[2], " ; ")


def _digit_runs(text: str) -> Iterable[str]:
    return (re.sub(r"\D", "", run) for run in _DIGITS.findall(text))


def _has_name(text: str, words: set[str], known: Iterable[Particulars]) -> bool:
    """One of theirs, in any case; or a capital on a word that may be a name. The first of a sentence has one anyway."""
    theirs = {word for one in known if one.name for word in _WORDS.findall(fold(one.name.full)) if len(word) > 1}
    if theirs & words:
        return True
    for start, word in _CAPITALS.findall(text):
        folded = fold(word)
        grades = name_grades(folded)  # as a given name, as a surname
        is_name = grades.startswith("3") if start or text.startswith(word) else max(grades) > "0"
        if is_name and folded not in _NO_NAMES:
            return True
    return False


def _has_address(flat: str, known: Iterable[Particulars]) -> bool:
    theirs = {one.address.delivery_line for one in known if one.address and one.address.delivery_line}
    if any(" ".join(_WORDS.findall(fold(line))) in flat for line in theirs):
        return True
    return _ADDRESS.search(flat) is not None
