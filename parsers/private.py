"""Numbers that must not be kept or mistaken for an address: Social Security numbers, phones, e-mails, birth dates."""

from __future__ import annotations

import re

SSN_MARK = "[SSN]"
# 3-2-4 digits with a separator of any usual kind; a longer run of digits on either side makes it something else.
_SEPARATED = re.compile(r"(?<![\d#-])\d{3}([ .\-–—/_]{1,3})\d{2}([ .\-–—/_]{1,3})\d{4}(?![\d-])")
# Nine digits after a word that says what they are, however they are spaced.
_NAMED = re.compile(
    r"\b(?:ssn|s\.s\.n\.?|ss ?#|ss (?:num|no|is)|social(?: security)?|soc(?: sec)?|seguro(?: social)?|itin|tax ?id)\b"
    r"(?:[^\d\n]{0,24})(\d(?:[ .\-–—/_]{0,3}\d){8})(?!\d)",
    re.IGNORECASE,
)
_NINE = re.compile(r"(?<![\d#-])\d{9}(?![\d-])")


def scrub_ssn(text: str) -> tuple[str, bool]:
    """The text without Social Security numbers, and whether there was one."""
    scrubbed = _NAMED.sub(lambda m: m.group().replace(m.group(1), SSN_MARK), text)
    scrubbed = _SEPARATED.sub(SSN_MARK, scrubbed)
    return scrubbed, scrubbed != text


PHONE = re.compile(r"(?<![\d#])(?:\+?1[ .\-]?)?\(?[2-9]\d{2}\)?[ .\-]{0,2}[2-9]\d{2}[ .\-]?\d{4}(?!\d)")
EMAIL = re.compile(r"[\w.+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,4}")
DATE = re.compile(r"(?<![\d/-])(?:\d{1,2}[/\-.]\d{1,2}[/\-.](?:19|20)?\d{2}|(?:19|20)\d{2}-\d{1,2}-\d{1,2})(?![\d/-])")
