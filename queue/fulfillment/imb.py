"""The post office's Intelligent Mail barcode as 65 letters (USPS-B-3200): A ascends, D descends, F both, T neither."""

from __future__ import annotations

import functools
import re

_ZIP_OFFSETS = {0: 0, 5: 1, 9: 100_001, 11: 1_000_100_001}
_TRACKING = re.compile(r"[0-9][0-4][0-9]{18}")
_ZIP = re.compile(r"[0-9]*")

# The standard's table of bars, from the left: character and bit of the upper end, then of the lower.
_ENDS = """
E3.H2 A0.B10 C8.J12 G11.F5 D1.I9 F12.A1 B8.C5 J11.E4 I10.G3 H6.D9 B4.F11 C12.I5 A2.J10 G7.H1 E9.D6 I6.A3 C7.G4
J9.B1 F2.H10 D8.E0 A4.G2 B0.I11 D12.J8 H7.C6 E10.F1 G9.B12 I0.H3 J7.F8 C10.E6 A5.D4 F7.I4 B9.H11 J6.G0 E8.A6
D2.C1 I12.F9 G1.E11 H4.J5 B2.D3 C0.A7 E1.B3 D5.G10 J4.I7 F6.C11 H12.A8 I1.E2 D0.F10 A9.J3 C4.G5 B7.H8 E5.F0
A10.C3 J2.G12 B6.D11 H9.I8 A11.F4 C2.B5 E12.J1 G6.I3 D7.H0 H5.E7 B11.A12 J0.C9 F3.G8 I2.D10
"""
_BARS = tuple(tuple((ord(end[0]) - ord("A"), int(end[1:])) for end in bar.split(".")) for bar in _ENDS.split())
_GENERATOR = 0x735  # of the check, its 11 low bits
_LETTERS = {(True, True): "F", (True, False): "A", (False, True): "D", (False, False): "T"}


def encode(tracking: str, zip_code: str = "") -> str:
    """The bars of 20 tracking digits and the ZIP: none, 5, 9 or 11 digits."""
    if _TRACKING.fullmatch(tracking) is None or _ZIP.fullmatch(zip_code) is None or len(zip_code) not in _ZIP_OFFSETS:
        raise ValueError("an Intelligent Mail barcode takes 20 tracking digits and a ZIP of 0, 5, 9 or 11 digits")
    number = _number(tracking, zip_code)
    characters = _characters(number, _check_sequence(number))
    ends = ([bool(characters[character] >> bit & 1) for character, bit in bar] for bar in _BARS)
    return "".join(_LETTERS[top, bottom] for top, bottom in ends)


def tracking_digits(mailer_id: str, service: str, serial: int) -> str:
    """Barcode ID 00, the service type (3 digits), the Mailer ID (6 digits, or 9 that begin with 9), the serial."""
    room = 15 - len(mailer_id)
    if len(mailer_id) not in {6, 9} or (mailer_id[0] == "9") is not (len(mailer_id) == 9) or serial >= 10**room:
        raise ValueError("a Mailer ID has 6 digits, or 9 that begin with 9; the serial has the rest of 15")
    return f"00{service}{mailer_id}{serial:0{room}}"


def _number(tracking: str, zip_code: str) -> int:
    number = int(zip_code or 0) + _ZIP_OFFSETS[len(zip_code)]
    number = (number * 10 + int(tracking[0])) * 5 + int(tracking[1])
    return int(number * 10**18 + int(tracking[2:]))


def _check_sequence(number: int) -> int:
    """The 11-bit frame check of the number's 102 bits."""
    check = 0x7FF
    for place in reversed(range(102)):
        feedback = (check >> 10 ^ number >> place) & 1
        check = (check << 1 & 0x7FF) ^ (_GENERATOR if feedback else 0)
    return check


def _characters(number: int, check: int) -> list[int]:
    """Ten characters of 13 bits; the check's bits turn them over."""
    number, last = divmod(number, 636)
    codewords = [last * 2]
    for _ in range(8):
        number, codeword = divmod(number, 1365)
        codewords.insert(0, codeword)
    codewords.insert(0, number + 659 * (check >> 10))
    table = _n_of_13(5) + _n_of_13(2)
    return [table[word] ^ (0x1FFF if check >> place & 1 else 0) for place, word in enumerate(codewords)]


@functools.cache
def _n_of_13(count: int) -> tuple[int, ...]:
    """All 13-bit words with `count` ones: each beside its mirror image; those like their own last, backwards."""
    pairs: list[int] = []
    alone: list[int] = []
    for word in range(1 << 13):
        mirrored = int(f"{word:013b}"[::-1], 2)
        if word.bit_count() == count and word <= mirrored:
            pairs += [word, mirrored] if word < mirrored else []
            alone += [word] if word == mirrored else []
    return (*pairs, *reversed(alone))
