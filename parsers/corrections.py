"""What is taken back, denied or one of two: a house number, a street, a unit, a ZIP or a name told and put right."""

from __future__ import annotations

from parsers.clean import word_set
from parsers.lexicon import COUNTED
from parsers.segment import NOTHING, ZIP, Segmentation
from parsers.suffixes import SUFFIX, designator

# Words that take back what stands before them.
SLIPS = word_set(
    "SORRY WAIT NOPE WHOOPS OOPS MEAN MEANT CORRECTION ACTUALLY TYPO PERDON PERDONE DIGO DISCULPE CORRIJO CORRECCION"
)


def is_starred(seg: Segmentation, i: int) -> bool:
    """ "... 95820 | *4521", "... | *John": how thumbs put a slip right."""
    return seg.gaps[i] == "x"


def is_corrected(seg: Segmentation, start: int, stop: int) -> bool:
    """ "12 Elm | wait no its | 21 Elm", "95383 | sorry | 95838": whether these words take back what stands before."""
    return any(seg.words[i] in SLIPS for i in range(start, stop))


def is_taken_back(seg: Segmentation, line: range) -> bool:
    """ "915 Elm Ave Galt 95632 | sorry its 951": a number after it that belongs to nothing, and a word of regret."""
    numbers = [i for i in range(line.stop, len(seg.words)) if seg.words[i].isdigit()]
    spare = [i for i in numbers if seg.labels[i] in (NOTHING, ZIP) and len(seg.words[i]) < 5]
    spare = [
        i for i in spare if seg.words[i + 1 : i + 2] == () or seg.words[i + 1] not in COUNTED
    ]  # "sorry i have 2 kids"
    return any(is_starred(seg, i) or is_corrected(seg, max(line.stop, i - 4), i) for i in spare)


def corrected_number(seg: Segmentation, line: range) -> str | None:
    """The house number that takes back the line's: "915 Elm Ave ... its | 951 not 915", "es | 5216 y no 5126 Elm"."""
    words = seg.words
    if "NO" not in words and "NOT" not in words:
        return None
    house = words[line.start]
    for i in range(2, len(words)):
        apart = seg.gaps[i - 1] in "pc" and designator(words[i - 2]) is None  # not "Apt no 321"
        slip = (
            words[i - 1] == "NO" and apart and sorted(words[i]) == sorted(house) and words[i] != house and i not in line
        )
        if slip and house.isdigit() and len(house) > 2:
            return words[i]  # "9107 Mesa Oak Way? no, | 9170"
        denied = words[i] == house and words[i - 1] in ("NOT", "NO")
        at = i - 3 if words[i - 2] in ("Y", "AND") else i - 2
        if denied and house.isdigit() and at >= 0 and words[at].isdigit() and at not in line:
            return words[at]
    return None


def is_denied(seg: Segmentation, run: range) -> bool:
    """ "No es | depto 2", "not | apt 2", "apt 12 not | apt 2"."""
    led_by = [seg.words[i] for i in range(max(0, run.start - 2), run.start)]
    if seg.words[max(0, run.start - 3) : run.start] == ("USED", "TO", "BE"):
        return True  # "apt 6 (used to be | apt 4)"
    return led_by[-1:] in (["NOT"], ["NO"], ["ISNT"]) or led_by in (["NO", "ES"], ["IS", "NOT"], ["NOT", "IN"])


def is_unsure(seg: Segmentation, run: range) -> bool:
    """ "1842 | or 1824 Oak Ave", "apt 4 | or 5", "12 Elm | or Oak St": one of two, and which is not said."""
    led_by = list(seg.words[max(0, run.start - 2) : run.start])
    after = list(seg.words[run.stop : run.stop + 2])
    either = led_by[-1:] in (["OR"], ["O"]) and led_by[0][0].isdigit()
    return either or (after[:1] in (["OR"], ["O"]) and (after[-1][0].isdigit() or after[-1] in SUFFIX))
