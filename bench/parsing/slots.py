"""Whole messages written by hand, with slots for people and places; how a unit's word and its slot go together.

{N} the sender, {G} the sender's first name, {A} the street with or without a unit, {L} the street alone, {U} the unit
alone, {C} {S} {Z}, {P} another person, {F} another's first name, {T} phone, {X} SSN, {B} birth date, {E} e-mail;
{N~Ana Ruiz} is that sender and no other, and so with the other parts; {I~spanich} a language.
"""

from __future__ import annotations

import re

SLOT = re.compile(r"\{([A-Z#]|U=[^}]*|[NLUCSZPI]~[^}]*)\}")
_DESIGNATOR = (
    r"apt|apartment|unit|lot|space|spc|trailer|room|rm|suite|ste|"
    r"apartamento|departamento|depto|depa|dpto|apto|#"
)
_BESIDE = re.compile(rf"(?<![\w/])({_DESIGNATOR})\.? \{{U\}}", re.IGNORECASE)
_LABEL = re.compile(
    rf"((?<!\w)(?:{_DESIGNATOR}|bldg|door|line 2|number|num|no|numero)"
    r"(?: ?(?:#|no\.?|num|number|numero|line|code))?(?: ?[:=)\-]+ ?| is | es |\n| )?)\{U\}",
    re.IGNORECASE,
)


def with_units(template: str) -> str:
    """ "apt {U}" is one unit, of which the slot gives the number; "Apt: {U}" a label with a bare number, "{#}"."""
    return _LABEL.sub(r"\1{#}", _BESIDE.sub(r"{U=\1}", template))


def unit_for(slot: str, unit: str) -> tuple[str, str]:
    """The unit's text for this slot, and its label: "u" for a number whose word is told by a label."""
    identifier = re.split(r"[ #-]", unit)[-1]
    if slot == "#":
        return identifier, "u"
    if slot.startswith("U="):
        return f"{slot[2:]} {identifier}".replace("# ", "#"), "U"
    return unit, "U"
