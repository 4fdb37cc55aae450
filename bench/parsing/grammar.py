"""Wordings put together from parts, by the thousand: no list of whole phrases is long enough."""

from __future__ import annotations

import random

from inventory import ALL as _ALL

_OWN = [""] * 2 + _ALL["GRAMMAR OWN"]
_NAME_NOUNS = _ALL["GRAMMAR NAME_NOUNS"]
_NAME_VERBS = _ALL["GRAMMAR NAME_VERBS"]
_PLACE_NOUNS = _ALL["GRAMMAR PLACE_NOUNS"]
_PLACE_VERBS = _ALL["GRAMMAR PLACE_VERBS"]
_IS = ["", "", "", " is", ":", ":", " -", " =", " es", " would be", " will be", ",", " >", " is:", " es:"]
_ASK = _ALL["GRAMMAR ASK"]
_THINGS = [""] * 3 + _ALL["GRAMMAR THINGS"]
_KNOW = _ALL["GRAMMAR KNOW"]
_REFUSE = _ALL["GRAMMAR REFUSE"]
_IN = ["in", "in", "en", "en", ""]
_AFTER = [""] * 3 + _ALL["GRAMMAR AFTER"]
_ENGLISH, _SPANISH = ["English", "english", "ingles", "inglés"], ["Spanish", "spanish", "español", "espanol", "Español"]
_OPEN_BEFORE = [""] * 5 + _ALL["GRAMMAR OPEN_BEFORE"]
_OPEN_AFTER = [""] * 7 + _ALL["GRAMMAR OPEN_AFTER"]


_OPENERS = ["OPEN", "open", "Open", "abrir", "ABRIR", "OPEN", "opening"]
_OPENERS += ["opne", "openn", "oepn", "opem", "abrirr", "abrri"]


def name_intro(rng: random.Random) -> str:
    if rng.random() < 0.5:
        return f"{rng.choice(_OWN)} {rng.choice(_NAME_NOUNS)}{rng.choice(_IS)}".strip()
    return rng.choice(_NAME_VERBS) + rng.choice(["", "", "", ":", ","])


def place_intro(rng: random.Random) -> str:
    lead = rng.choice(["", "", "", "and ", "y ", "also ", "ok "])
    if rng.random() < 0.45:
        return f"{lead}{rng.choice(_OWN)} {rng.choice(_PLACE_NOUNS)}{rng.choice(_IS)}".strip()
    return lead + rng.choice(_PLACE_VERBS) + rng.choice(["", "", "", "", ":"])


def language_ask(rng: random.Random, spanish: bool) -> str:
    wanted, other = (_SPANISH, _ENGLISH) if spanish else (_ENGLISH, _SPANISH)
    word, roll = rng.choice(wanted), rng.random()
    if roll < 0.45:
        text = f"{rng.choice(_ASK)} {rng.choice(_THINGS)} {rng.choice(_IN)} {word} {rng.choice(_AFTER)}"
    elif roll < 0.6:
        text = f"{rng.choice(_KNOW)} {word} {rng.choice(_AFTER)}"
    elif roll < 0.75:
        text = f"{rng.choice(_THINGS)} {rng.choice(_IN)} {word} {rng.choice(_AFTER)}"
    elif roll < 0.88:
        text = f"{rng.choice(_REFUSE)} {rng.choice(other)} {rng.choice(_AFTER)}"
    else:
        text = f"{rng.choice(_REFUSE)} {rng.choice(other)}, {rng.choice(_THINGS)} {rng.choice(_IN)} {word}"
    return " ".join(text.split())


def opener(rng: random.Random) -> str:
    word = rng.choice(_OPENERS)
    said = f"{rng.choice(_OPEN_BEFORE)} {word} {rng.choice(_OPEN_AFTER)}"
    return " ".join(said.split()) + rng.choice(["", "", "", ".", ":", ",", "!", " -"])
