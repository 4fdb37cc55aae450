"""A segmentation that may still be changed."""

from __future__ import annotations

from parsers.segment import Segmentation

UNSURE = 0.0  # what a repair changed is never sure enough to be mailed unseen


class Draft:
    """Labels and how sure they are, while repairs change them."""

    def __init__(self, seg: Segmentation) -> None:
        self.tokens, self.labels, self.sureness = seg.tokens, list(seg.labels), list(seg.sureness)
        self.parted_before, self.parted_after = list(seg.parted_before), list(seg.parted_after)
        self.words, self.gaps = seg.words, seg.gaps
        self._is_changed = False

    def set(self, i: int, label: str, sureness: float | None = None) -> None:
        self._is_changed = True
        self.labels[i] = label
        if sureness is not None:
            self.sureness[i] = sureness
        # A border that was moved is as sure as the word that moved.
        self.parted_before[i] = self.parted_after[i] = self.sureness[i]

    def has(self, labels: str) -> bool:
        """Whether these labels stand one after the other somewhere: most texts need no closer look."""
        return labels in "".join(self.labels)

    def run_from(self, start: int) -> int:
        stop = start
        while stop < len(self.labels) and self.labels[stop] == self.labels[start]:
            stop += 1
        return stop

    def run_to(self, last: int) -> int:
        start = last
        while start and self.labels[start - 1] == self.labels[last]:
            start -= 1
        return start

    def done(self, seg: Segmentation) -> Segmentation:
        if not self._is_changed:
            return seg
        return Segmentation(
            seg.tokens,
            seg.words,
            seg.gaps,
            tuple(self.labels),
            tuple(self.sureness),
            tuple(self.parted_before),
            tuple(self.parted_after),
            seg.someone,
        )
