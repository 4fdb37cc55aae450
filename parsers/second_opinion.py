"""What `usaddress` makes of an address that our own segmenter is not very sure of."""

from __future__ import annotations

import re

from parsers.clean import fold
from parsers.segment import ADDRESS, Segmentation
from parsers.values import Part, PostalAddress

# Surer than this we are right more often than `usaddress` is; see docs/parsing.md.
_SURE_ENOUGH = 0.97
# Below this an agreement is no proof: both may have cut the text at the same wrong place.
_HOPELESS = 0.6
_CLEARED, _DISPUTED = 0.75, 0.5
_HEARD = (Part.DELIVERY_LINE, Part.SECONDARY_UNIT, Part.ZIP)

_UNIT = frozenset(("OccupancyType", "OccupancyIdentifier", "SubaddressType", "SubaddressIdentifier"))
_LAST_LINE = frozenset(("PlaceName", "StateName", "ZipCode"))


_NUMBER = re.compile(r"\b(?:number|num|numero|no\.?) (?=#?\d)", re.IGNORECASE)  # "apartment | number 6" it cannot tell


def _address_span(seg: Segmentation) -> range | None:
    """The address as it was written, where nothing else stands in the middle of it."""
    held = [i for i, label in enumerate(seg.labels) if label in ADDRESS]
    whole = bool(held) and held[-1] - held[0] + 1 == len(held)
    return range(held[0], held[-1] + 1) if whole else None


def _words(text: str | None) -> list[str]:
    return [word for word in fold(text or "").replace(".", "").replace(",", " ").replace("#", " ").split() if word]


def _agrees(text: str, seg: Segmentation, address: PostalAddress) -> bool | None:
    """Whether `usaddress` finds the same delivery line, unit and ZIP; None where it has nothing to say."""
    import usaddress  # noqa: PLC0415 - one text in ten asks it; none waits for its model before

    span = _address_span(seg)
    if span is None or not address.delivery_line:
        return None
    try:
        tagged, _ = usaddress.tag(_NUMBER.sub("", text[seg.tokens[span[0]].start : seg.tokens[span[-1]].end]))
    except usaddress.RepeatedLabelError:
        return None
    zip_code = tagged.get("ZipCode", "")[:5]
    unit = " ".join(value for label, value in tagged.items() if label in _UNIT)
    line = " ".join(value for label, value in tagged.items() if label not in _UNIT | _LAST_LINE)
    return (
        _words(line) == _words(address.delivery_line)
        and _words(unit) == _words(_NUMBER.sub("", address.secondary_unit or ""))
        and zip_code == (address.zip5 or "")
    )


def weigh(text: str, seg: Segmentation, address: PostalAddress, sureness: dict[Part, float]) -> dict[Part, float]:
    """How sure each part is once `usaddress` was asked about the unsure ones: agreement clears, dispute doubts."""
    unsure = [part for part in _HEARD if _HOPELESS <= sureness[part] < _SURE_ENOUGH]
    same = _agrees(text, seg, address) if unsure else None
    if same is None:
        return sureness
    heard = {part: max(sureness[part], _CLEARED) if same else min(sureness[part], _DISPUTED) for part in unsure}
    return {**sureness, **heard}
