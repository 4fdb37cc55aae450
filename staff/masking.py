"""People as those see them who need not know who they are."""

from __future__ import annotations

from parsers import PersonName, Phone, read_phone

_SUFFIXES = frozenset({"JR", "SR", "II", "III", "IV"})


def masked_name(name: PersonName | None) -> str:
    """Maria Lopez Jr is "M. L…": enough to tell two rows apart, not enough to tell anybody who it is."""
    words = [word for word in name.full.split() if word.strip(".,").upper() not in _SUFFIXES] if name else []
    if not words:
        return "no name yet"
    if len(words) == 1:
        return f"{words[0][0].upper()}…"
    return f"{words[0][0].upper()}. {words[-1][0].upper()}…"


def readable_phone(phone: str) -> str:
    """+19165550123 is (916) 555-0123; another country's number stays as it is."""
    read: Phone | None = read_phone(phone)
    digits = read.e164.removeprefix("+1") if read else ""
    return f"({digits[:3]}) {digits[3:6]}-{digits[6:]}" if len(digits) == 10 else phone
