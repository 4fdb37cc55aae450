"""Text in, values out: no I/O beyond data files that ship with the code, no clock."""

from parsers.answers import read_choice, read_house_number
from parsers.assemble import missing_parts
from parsers.gsm7 import fold_gsm7, segments
from parsers.mailing import mailing_lines, normal_address, normal_name
from parsers.phone import Phone, read_phone
from parsers.private import scrub_ssn
from parsers.reader import read_answer, read_message
from parsers.values import Keyword, Language, Part, PersonName, PostalAddress, Reading

__all__ = [
    "Keyword",
    "Language",
    "Part",
    "PersonName",
    "Phone",
    "PostalAddress",
    "Reading",
    "fold_gsm7",
    "mailing_lines",
    "missing_parts",
    "normal_address",
    "normal_name",
    "read_answer",
    "read_choice",
    "read_house_number",
    "read_message",
    "read_phone",
    "scrub_ssn",
    "segments",
]
