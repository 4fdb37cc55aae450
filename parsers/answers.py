"""Short answers to a numbered question."""

from __future__ import annotations

import re

from parsers.clean import clean, fold, word_set

_WORDS = {
    1: "1 ONE UNO UNA FIRST PRIMERO PRIMERA PRIMER 1ST 1ERO 1ERA 1RO 1RA",
    2: "2 TWO DOS SECOND SEGUNDO SEGUNDA 2ND 2DO 2DA",
    3: "3 THREE TRES THIRD TERCERO TERCERA TERCER 3RD 3RO 3RA",
    4: "4 FOUR CUATRO FOURTH CUARTO CUARTA 4TH 4TO 4TA",
}
_CHOICE = {word: choice for choice, words in _WORDS.items() for word in words.split()}
# Words that may stand around the number without adding anything to it.
_AROUND = word_set("THE LA EL LO NUMBER NUMERO NUM NO OPTION OPCION CHOICE ANSWER PLEASE PLS PLZ POR FAVOR PORFAVOR")
_WORD = re.compile(r"[^\W_]+")


def read_choice(text: str) -> int | None:
    """1 to 4 when the text is that and nothing more."""
    if len(text) > 60:
        return None
    words = _WORD.findall(fold(clean(text)))
    chosen = [_CHOICE[word] for word in words if word in _CHOICE]
    plain = all(word in _CHOICE or word in _AROUND for word in words)
    if len(chosen) != 1 or not plain or (words[:1] == ["NO"] and len(words) > 2):
        return None
    return chosen[0]
