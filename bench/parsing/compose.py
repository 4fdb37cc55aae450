# ruff: noqa: E501 - rows of weighted choices read best as rows
"""Puts the pieces of one message in an order a parent might use, and tells which word is what.

python bench/parsing/compose.py 30000 --seed 1 [--pool held] > messages.jsonl
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import grammar
import inventory as inv
from people import given, person
from places import Piece, delivery, last_line, misspell, unit
from slots import SLOT, unit_for, with_units

from parsers.clean import fold
from parsers.keywords import misspells_open
from parsers.lexicon import name_grades, names_language

HERE = Path(__file__).parent
_OPENER = re.compile(r"^\W*(open+|abrir+|opne|opem|oepn|opn|opeen|abri|abrri|opened|opening)\W*$", re.IGNORECASE)
_LANGUAGE = re.compile(
    r"^\W*(span?i?[sc]?h\w*|esp|espa|sp|spa|span|eng|espa[nñ]ol\w*|castellano|english|ingl[eé]s|lang=\w+)\W*$",
    re.IGNORECASE,
)
# Whose mailbox it is, up to the name; "take care of {F}" tells of a child.
_MAILBOX = re.compile(
    r"((?<!take )(?<!takes )(?<!taking )(?<!took )\b(?:in )?care of|\bc/o|℅|\ba/c(?: de)?|\bal cuidado del?)(\W{1,3}(?:(?:my|mi) )?(?:\w+ )?)$",
    re.IGNORECASE,
)
SEPARATORS = {
    "space": [" "], "comma": [", ", ", ", " "], "newline": ["\n"], "period": [". ", ". ", " "], "dash": [" - ", " "],
    "tight": [","], "wide": ["  "], "mixed": [" ", ", ", "\n", ". ", " - ", "; ", "  ", " / "], "crlf": ["\r\n"],
    "semicolon": ["; "],
}  # fmt: skip


@cache
def noise_words() -> tuple[list[str], list[str]]:
    """English and Spanish words, without those that many are called by (Sean, Ella): names are not to be learned away."""
    rows = (HERE.parents[1] / "parsers/data/common_words.txt").read_text(encoding="utf-8").splitlines()
    table = {row[0]: [word.lower() for word in row[2:].split() if name_grades(word)[0] != "3"] for row in rows}
    rare = (HERE / "noise_words.txt").read_text(encoding="utf-8").splitlines()
    english = table["A"] * 2 + table["B"] + rare[0].split()[::8] + (inv.ALL["SMALL"] + inv.ALL["SLANG"]) * 30
    return english, table["E"] * 2 + table["F"] + rare[1].split()[::8] + inv.ALL["SMALL SPANISH"] * 30


class Message:
    def __init__(self, rng: random.Random, pool: str) -> None:
        self.rng, self.pool = rng, pool
        self.wanted: str | None = None
        self.style = rng.choices(list(SEPARATORS), [34, 18, 12, 8, 4, 5, 4, 12, 2, 1])[0]

    def say(self, inventory: dict[str, list[str]]) -> str:
        # The held-out set is written only in wordings that training never saw.
        return self.rng.choice(inventory[self.pool])

    def maybe(self, chance: float) -> bool:
        return self.rng.random() < chance

    def sep(self) -> str:
        return self.rng.choice(SEPARATORS[self.style])

    def words(self, text: str, pattern: re.Pattern[str], label: str) -> list[Piece]:
        return [(w, label if pattern.match(w) else "O") for w in re.split(r"([\s,]+)", text) if w]

    def made_up(self) -> str:
        """Random words where wordings go, so that the segmenter trusts structure more than words it knows."""
        words = noise_words()[0 if self.maybe(0.65) else 1]
        ending = self.rng.choice(["", "", "", ":", " -", ",", " is", " es"])
        return " ".join(self.rng.choices(words, k=self.rng.choice([1, 1, 2, 2, 3, 4]))) + ending

    def intro(self, inventory: dict[str, list[str]], made: Callable[[random.Random], str]) -> str:
        """Of the pool's own wordings; when teaching, also put together from parts or out of random words."""
        if self.pool != "train":
            return self.say(inventory)
        roll = self.rng.random()
        return self.say(inventory) if roll < 0.4 else made(self.rng) if roll < 0.8 else self.made_up()

    def opener(self) -> list[Piece]:
        said = self.say(inv.OPENERS)
        if self.pool == "train":
            if self.maybe(0.4):
                said = grammar.opener(self.rng)
            elif self.maybe(0.08):
                said = f"{said} {self.made_up()}" if self.maybe(0.7) else f"{self.made_up()} {said}"
        return self.words(said, _OPENER, "K")

    def name(self) -> list[Piece]:
        full = person(self.rng)
        if self.maybe(0.03):
            full = full.split()[0]
        elif self.maybe(0.035) and len(full.split()) == 2:
            full = ", ".join(reversed(full.split()))
        pieces = [(full, "N")]
        if self.maybe(0.42):
            intro = self.intro(inv.NAME_INTROS, grammar.name_intro)
            glue = self.rng.choice(["", " ", " "]) if intro[-1] in ":=>" else " - " if self.maybe(0.06) else " "
            pieces = [(intro, "O"), (glue, ""), *pieces]
        if self.maybe(0.05):
            pieces = [
                (self.rng.choice(["Mr ", "Mrs ", "Ms. ", "Miss ", "Sra. ", "Sr. ", "Mr. ", "Srta "]), "O"),
                *pieces,
            ]
        return pieces

    def care(self) -> list[Piece]:
        return [(self.rng.choice(inv.CARE_INTROS["train"]), "R"), (" ", ""), (person(self.rng), "R")]

    def language(self) -> list[Piece]:
        self.wanted = "es" if self.maybe(0.75) else "en"
        if self.pool == "train" and self.maybe(0.15):
            named = (
                "spanish Spanish español espanol Español" if self.wanted == "es" else "english English ingles inglés"
            )
            text = f"{self.made_up().rstrip(':-,')} {self.rng.choice(named.split())}"
            return self.words(text + (f" {self.made_up()}" if self.maybe(0.4) else ""), _LANGUAGE, "G")
        if self.pool == "train" and self.maybe(0.45):
            return self.words(grammar.language_ask(self.rng, self.wanted == "es"), _LANGUAGE, "G")
        asks = inv.SPANISH_ASKS if self.wanted == "es" else inv.ENGLISH_ASKS
        return self.words(self.say(asks), _LANGUAGE, "G")

    def other(self) -> list[Piece]:
        said = self.say(inv.OTHERS) if self.pool != "train" or self.maybe(0.85) else f"{self.made_up()} {{}}"
        before, *after = said.split("{}")
        pieces: list[Piece] = [(before, "O")]
        for text in after:
            pieces += [(person(self.rng) if self.maybe(0.7) else given(self.rng), "P"), (text, "O")]
        return pieces

    def private(self) -> list[Piece]:
        rng = self.rng
        ssn = rng.choice(["9{:02d}-{:02d}-{:04d}", "9{:02d} {:02d} {:04d}", "9{:02d}.{:02d}.{:04d}"]).format(
            *(rng.randrange(n) for n in (100, 100, 10000))
        )
        phone = rng.choice(
            ["916 555 01{:02d}", "(916) 555-01{:02d}", "916-555-01{:02d}", "91655501{:02d}", "530.555.01{:02d}"]
        ).format(rng.randrange(100))
        date = rng.choice(["{}/{}/19{}", "{}-{}-19{}", "{}/{}/{}"]).format(
            rng.randrange(1, 13), rng.randrange(1, 29), rng.randrange(60, 99)
        )
        case = str(rng.randrange(10**9, 10**12))
        text = self.say(inv.PRIVATE).format(
            s=ssn, p=phone, e=f"{given(rng).split()[0].lower()}{rng.randrange(99)}@example.com", d=date, c=case
        )
        return [(text, "O")]

    def noise(self) -> list[Piece]:
        words = noise_words()[0 if self.maybe(0.7) else 1]
        return [(" ".join(self.rng.choices(words, k=self.rng.randrange(1, 8))), "O")]

    def address(self) -> list[Piece]:
        rng = self.rng
        gap = rng.choices([" ", ", ", self.sep(), "\n", ","], [40, 25, 20, 8, 4])[0]
        line, door = delivery(rng), unit(rng)
        line = line + ("." if self.maybe(0.02) else "")
        pieces: list[Piece] = [(line, "L")]
        place = self.place(gap)
        if self.maybe(0.36):
            inner = rng.choice([" ", " ", " ", ", ", ". ", "\n", gap])
            spot = rng.choices(["after", "before", "last", "middle"], [80, 8, 8, 4])[0]
            if spot == "after":
                pieces += [(inner, ""), (door, "U")]
            elif spot == "before":
                pieces = [(door, "U"), (inner, ""), *pieces]
            elif spot == "last":
                place = [*place, (inner, ""), (door, "U")]
            else:
                pieces += [
                    (inner, ""),
                    (rng.choice(["in ", "its ", "es ", "(", "my unit is "]) if self.maybe(0.4) else "", "O"),
                    (door, "U"),
                ]
        if self.maybe(0.07):
            return [*place, (gap, ""), *pieces] if place else pieces
        pieces = [*pieces, (gap, ""), *place] if place else pieces
        if self.maybe(0.37):
            intro = self.intro(inv.ADDRESS_INTROS, grammar.place_intro)
            pieces = [(intro, "O"), ("" if intro[-1] in ":=" and self.maybe(0.3) else " ", ""), *pieces]
        return pieces

    def place(self, gap: str) -> list[Piece]:
        rng = self.rng
        city, state, code = last_line(rng)
        kept = rng.choices(["csz", "cz", "z", "sz", "cs", "c", "", "zc"], [62, 14, 7, 2, 5, 3, 2, 3])[0]
        parts = {"c": (city, "C"), "s": (state, "S"), "z": (code, "Z")}
        pieces: list[Piece] = []
        labelled = self.maybe(0.03)
        for i, part in enumerate(kept):
            text, label = parts[part]
            if i:
                pieces.append(
                    (
                        ""
                        if part == "z" and self.maybe(0.015)
                        else rng.choice([" ", " ", gap if part == "s" else " ", ", ", ","]),
                        "",
                    )
                )
            if part == "z" and self.maybe(0.05):
                pieces += [(rng.choice(inv.ZIP_INTROS), "O"), (" ", "")]
            if labelled and part in "cs":
                pieces += [
                    (
                        rng.choice(
                            ["city:", "City -", "ciudad:", "Ciudad", "town of"]
                            if part == "c"
                            else ["state:", "State -", "estado:"]
                        ),
                        "O",
                    ),
                    (" ", ""),
                ]
            pieces.append((text, label))
        return pieces

    def block(self, kind: str) -> list[Piece]:
        return {
            "K": self.opener, "N": self.name, "A": self.address, "G": self.language, "X": lambda: [(self.say(inv.CHATTER), "O")],
            "P": self.other, "V": self.private, "Z": self.noise, "R": self.care, "U": lambda: [(unit(self.rng), "U")],
            "L": lambda: [(delivery(self.rng), "L")], "C": lambda: self.place(" "),
        }[kind]()  # fmt: skip


ORDERS = (
    ["KNA"] * 60
    + ["KAN"] * 12
    + ["NAK"] * 5
    + ["NKA"] * 2
    + ["ANK"] * 2
    + ["KA"] * 3
    + ["KN"] * 4
    + ["K"]
    + ["KNRA"] * 3
    + ["KAUN"]
    + ["KNCL"]
    + ["KNLUC"]
)
ANSWERS = [
    "N",
    "A",
    "NA",
    "AN",
    "C",
    "L",
    "LU",
    "U",
    "UC",
    "LC",
    "ZN",
    "ZA",
    "XN",
    "XA",
    "ZU",
    "ZC",
    "NG",
    "AG",
    "XU",
    "XC",
    "G",
]


def order(message: Message) -> str:
    rng = message.rng
    kinds = list(rng.choice(ANSWERS if rng.random() < 0.15 else ORDERS))
    for kind, chance in (("G", 0.42), ("X", 0.25), ("P", 0.09), ("V", 0.10), ("Z", 0.16), ("X", 0.08)):
        if rng.random() < chance:
            at = len(kinds) if rng.random() < 0.6 else rng.randrange(len(kinds) + 1)
            kinds.insert(at, kind)
    if message.pool != "train":  # no random words in the judge: they are a means of teaching, not a wording
        kinds = [kind for kind in kinds if kind != "Z"]
    return "".join(kinds) or "K"


_JOIN_AND = {"NA": [" and ", " at ", " and I live at ", " y vivo en ", " @ "]}


def compose(rng: random.Random, pool: str, kinds: str | None = None) -> tuple[list[Piece], str | None]:
    """Labelled pieces, and the language of forms that they ask for."""
    message = Message(rng, pool)
    pieces: list[Piece] = []
    kinds = kinds or order(message)
    for i, kind in enumerate(kinds):
        if i:
            pair = kinds[i - 1 : i + 1]
            sep = message.sep() if rng.random() < 0.85 else rng.choice([" ", ", ", "\n", ". "])
            if pieces and pieces[-1][1] == "K" and rng.random() < 0.6:
                sep = rng.choice([" ", " ", "\n", ": ", "- ", ", "])
            if pair in _JOIN_AND and rng.random() < 0.03:
                pieces.append((rng.choice(_JOIN_AND[pair]), "O"))
            else:
                pieces.append((sep, ""))
        pieces += message.block(kind)
    if rng.random() < 0.01 and kinds.startswith("K"):
        pieces[0] = ("Opne" if pieces[0][0].lower() == "open" else pieces[0][0], pieces[0][1])
    return recase(rng, pieces), message.wanted


def recase(rng: random.Random, pieces: list[Piece]) -> list[Piece]:
    roll = rng.random()
    if roll < 0.30:
        return [(text.lower(), label) for text, label in pieces]
    if roll < 0.42:
        return [(text.upper(), label) for text, label in pieces]
    if roll < 0.50:
        return [(text.title() if label in "OGK" else text, label) for text, label in pieces]
    if roll < 0.62:
        return [(text.lower() if label in "LUC" and rng.random() < 0.7 else text, label) for text, label in pieces]
    return pieces


@cache
def _taught() -> list[str]:
    files = sorted((HERE / "taught").glob("*.txt"))
    rows = [row for file in files for row in file.read_text(encoding="utf-8").splitlines()]
    return [with_units(row.replace("\\n", "\n")) for row in rows if row and row[0] != "%"]


@cache
def _thirds() -> list[tuple[str, str, str]]:
    """Whole messages cut at the sender's name and at the address that follows it."""
    cut = (re.fullmatch(r"(.*?)\{N\}(.*?)\{A\}(.*)", row, re.DOTALL) for row in _taught() if row.count("{N}") == 1)
    return [found.groups() for found in cut if found and found[0].count("{A}") == 1]  # type: ignore[misc]


def _crossed(rng: random.Random) -> str:
    """The beginning of one message, the middle of another and the end of a third: wordings nobody wrote together."""
    first, middle, last = (rng.choice(_thirds())[i] for i in range(3))
    spoken_of = "{P}" in first + middle + last or "{F}" in first + middle + last
    name = "" if spoken_of and rng.random() < 0.12 else "{N}"  # others are named, and the sender is not
    return f"{first}{name}{middle}{{A}}{last}"


def whole(rng: random.Random, crossed: float = 0.45) -> list[Piece]:
    """One of the whole messages that teach: its words looked at one by one for opener and language."""
    message = Message(rng, "train")
    city, state, code = last_line(rng)
    values = {
        "N": person(rng),
        "G": given(rng),
        "L": delivery(rng),
        "U": unit(rng),
        "C": city,
        "S": state,
        "Z": code,
    }
    text = _crossed(rng) if rng.random() < crossed else rng.choice(_taught())
    if "{U" not in text and "{#" not in text:
        text = text.replace("{A}", "{L}" + (rng.choice([" ", " ", ", "]) + "{U}" if rng.random() < 0.4 else ""))
    if rng.random() < 0.3:
        text = text.replace(" {A}", ", {A}").replace("} {", rng.choice(["}, {", "}\n{", "} {", "}. {"]))
    text = text.replace("{A}", "{L}")
    if rng.random() < 0.25:
        text = re.sub(r"[,.]", "", text)
    # Without "my son" before him he could be anybody: where others are named every word is kept.
    lossy = "{P}" not in text and "{F}" not in text and rng.random() < 0.2
    pieces: list[Piece] = []
    keeps_mail = False
    for i, part in enumerate(SLOT.split(text)):
        if i % 2:
            pieces.append(_filled(rng, part, values, keeps_mail=keeps_mail))
        elif part:
            told, *mark = _MAILBOX.split(part)[:3]
            keeps_mail = bool(mark)
            pieces += _told(message, told, lossy=lossy)
            pieces += [(mark[0], "R"), (mark[1], "O")] if keeps_mail else []
    return recase(rng, pieces)


def _filled(rng: random.Random, slot: str, values: dict[str, str], *, keeps_mail: bool) -> Piece:
    if slot[1:2] == "~":
        return slot[2:], "R" if slot[0] == "P" and keeps_mail else "G" if slot[0] == "I" else slot[0]
    if slot[0] in "U#":
        return unit_for(slot, values["U"])[0], "U"
    if slot in values:
        return values[slot], "N" if slot == "G" else slot
    if slot in "PF":
        return _someone(rng, slot), "R" if keeps_mail else "P"
    return _number(rng, slot), "O"


def _someone(rng: random.Random, part: str) -> str:
    return person(rng) if part == "P" else given(rng).split()[0]


def _told(message: Message, text: str, *, lossy: bool) -> list[Piece]:
    """The words between the slots: openers and languages known, some of the others left out or misspelt."""
    slips, pieces = 0.08 if message.maybe(0.25) else 0.0, []
    words = re.split(r"([\s,]+)", text)  # every other one a separator, the last a word
    for word, gap in zip(words[::2], [*words[1::2], ""], strict=True):
        bare = fold(word).strip(".,:;!?\"'()-*")
        if _OPENER.match(word) or misspells_open(bare):
            pieces.append((word, "K"))
        elif _LANGUAGE.match(word) or names_language(bare):
            pieces.append((word, "G"))
        elif lossy and gap and bare.isalpha() and message.maybe(0.15):
            continue
        elif word:
            pieces.append((misspell(message.rng, word) if len(bare) > 3 and message.maybe(slips) else word, "O"))
        pieces.append((gap, "O"))
    return pieces


def _number(rng: random.Random, kind: str) -> str:
    if kind == "E":
        return f"{given(rng).split()[0].lower()}@example.com"
    form = {"T": "916 555 01{:02d}", "X": "9{:02d}-45-1234", "B": "4/{}/1988"}[kind]
    return form.format(rng.randrange(1, 28) if kind == "B" else rng.randrange(10, 100))


def labelled(pieces: list[Piece]) -> tuple[str, list[tuple[int, int, str]]]:
    text, spans = "", []
    for piece, label in pieces:
        if label and label != "O":
            spans.append((len(text), len(text) + len(piece), label))
        text += piece
    return text, spans


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pool", default="train", choices=["train", "held", "final"])
    args = parser.parse_args()
    rng = random.Random(args.seed)
    for _ in range(args.count):
        text, spans = labelled(compose(rng, args.pool)[0])
        sys.stdout.write(json.dumps({"text": text, "spans": spans}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
