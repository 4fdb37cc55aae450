"""Batches in words: what was done, what a scan did, why not."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from fulfillment.pieces import Deed, Outcome

DONE = {
    "made": "The batch is made.",
    "printed": "Recorded as printed.",
    "mailed": "Recorded as mailed. Each parent whom a text can reach is told.",
    "again": "Its files are being built again.",
    "dissolve": "Taken apart. All of it is ready to print as before.",
    "pull": "Recorded as pulled.",
    "spoiled": "It has left this batch and is ready to print with the next one. Destroy its sheets.",
}
REFUSED = {
    "pull": "Not recorded as mailed. First pull what is named here out of the stack, and say so.",
    "unreadable": "That is no reference of ours: eight digits, and one of them may be wrong. Nothing was done.",
    "not_here": "There is no such piece in this batch. Nothing was done.",
    "left": "That piece has left this batch, so it is not printed again.",
    "must_pull": "That piece was stopped or changed and must be pulled, so it is not printed again.",
    "nothing": "There is nothing left in this batch to print again.",
    "no_files": "The files are gone. Build them again first.",
    "no_spoil": "That piece has moved on, so it cannot be spoiled. Look at its page.",
}
DEEDS = {Deed.PRINTED: "printed", Deed.MAILED: "mailed"}


class Said(StrEnum):
    """What one scan did: the mailroom's outcomes, and what stands before them."""

    RECORDED = "recorded"
    ALREADY = "already"
    UNREADABLE = "unreadable"
    NOT_HERE = "not_here"
    NOT_BUILT = "not_built"
    PULL = "pull"
    LEFT = "left"
    FIRST = "first"  # the last scan was a piece to be pulled, and nobody has said that it is


STOPS = frozenset({Said.PULL, Said.LEFT, Said.FIRST})
TROUBLES = STOPS | {Said.UNREADABLE, Said.NOT_HERE, Said.NOT_BUILT}


@dataclass(frozen=True, slots=True)
class Words:
    title: str
    text: str


def scanned(said: Said, deed: Deed) -> Words:
    """Big first, then what to do."""
    done = DEEDS[deed]
    return {
        Said.RECORDED: Words(done.capitalize(), ""),
        Said.ALREADY: Words(f"Already {done}", "Nothing was changed."),
        Said.UNREADABLE: Words(
            "Not read", "That is no reference of ours: eight digits, and one of them may be wrong. Scan it once more."
        ),
        Said.NOT_HERE: Words("Not in this batch", "Nothing was recorded. Put it aside and look it up."),
        Said.NOT_BUILT: Words("Not built yet", "The files of this batch do not exist, so no paper of it can."),
        Said.PULL: Words(
            "Stop. Do not mail it.",
            "It was stopped or changed after it was printed. Take it out of the stack, destroy it, and say so here.",
        ),
        Said.LEFT: Words(
            "Stop. Do not mail it.", "This piece has left the batch: these sheets were to be destroyed. Put them aside."
        ),
        Said.FIRST: Words(
            "Stop. Pull this one first.",
            "The piece you have just scanned was not recorded. Say that the one named here is pulled, then scan again.",
        ),
    }[said]


LISTED = {
    Outcome.ALREADY: "recorded before",
    Outcome.NOT_HERE: "not in this batch",
    Outcome.NOT_BUILT: "its files are not built yet",
    Outcome.PULL: "STOP: it must be pulled out of the stack and not be mailed",
    Outcome.LEFT: "it has left this batch: do not mail its sheets",
}
