"""Whose phone a text or call comes from."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CHANNEL = re.compile(r"(whatsapp|rcs|sms|tel|messenger):", re.IGNORECASE)
_SMS_CHANNELS = {"", "sms", "tel"}
# Twilio's From for a withheld number: the letters of ANONYMOUS, RESTRICTED, UNKNOWN, UNAVAILABLE on a keypad.
_WITHHELD = {"+266696687", "+7378742833", "+8656696", "+86282452253"}


@dataclass(frozen=True, slots=True)
class Phone:
    e164: str
    channel: str = "sms"


def read_phone(text: str) -> Phone | None:
    """None for what nobody can be called back on: withheld numbers, short codes, names, impossible numbers."""
    text = text.strip()
    channel, match = "", _CHANNEL.match(text)
    if match:
        channel, text = match.group(1).lower(), text[match.end() :].strip()
    if len(text) > 40 or text in _WITHHELD:
        return None
    import phonenumbers  # noqa: PLC0415 - no text waits for its tables that is not asked whose it is

    try:
        number = phonenumbers.parse(text, "US")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number) or len(str(number.national_number)) < 7:
        return None  # short codes parse as numbers of five or six digits
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return Phone(e164, "sms" if channel in _SMS_CHANNELS else channel)
