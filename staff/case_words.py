"""The case directory in words: why the gate stays shut, what an import is doing, why somebody looks."""

from __future__ import annotations

from cases.gate import Reason
from cases.values import ImportState, Role, Stage

STAGES = {
    Stage.OPENING: "Being opened",
    Stage.PREPARING: "Being prepared",
    Stage.PARENTAGE: "Parentage is being settled",
    Stage.ORDER: "A court order is being worked on",
    Stage.ENFORCING: "The order is being enforced",
    Stage.REVIEW: "The order is under review",
    Stage.CLOSED: "Closed",
}
ROLES = {Role.PARTY: "Party", Role.ATTORNEY: "Attorney", Role.RELEASED: "Released in writing"}
REFUSALS = {
    Reason.OPEN: "It would be answered",
    Reason.NOT_APPROVED: "Case status by text is off: agency.toml names nobody who approved it",
    Reason.TOO_MANY_IN_ALL: "Too many look-ups by all phones today",
    Reason.TOO_MANY_OF_CASE: "Too many look-ups of this case today",
    Reason.TOO_MANY_OF_PHONE: "Too many look-ups by this phone today",
    Reason.NO_NUMBER: "No case number in the text, or several",
    Reason.NO_EXTRACT: "No extract is in force",
    Reason.STALE_EXTRACT: "The extract is too old",
    Reason.UNKNOWN: "No such case in the extract",
    Reason.NOT_LINKED: "The phone is not on this case",
    Reason.BOTH_SIDES: "The phone is on this case more than once, so it may be on both sides",
    Reason.PROTECTIVE_ORDER: "A protective order is flagged",
    Reason.CONFIDENTIAL: "The case is flagged confidential",
    Reason.STALE_LINK: "The release has not begun, has ended, or has no date",
    Reason.REPRESENTED: "The person has an attorney, who alone is answered",
}
WHY_LOOKED = {
    "told_nothing": "A parent says STATUS tells them nothing",
    "caller": "Somebody is on the telephone or at the counter",
    "extract": "To see whether the extract is right",
    "court": "A court, an auditor or the county asks",
    "other": "Something else",
}
IMPORTS = {
    ImportState.CHECKING: "Being checked",
    ImportState.GOOD: "Checked: every row is good",
    ImportState.BAD: "Refused",
    ImportState.ASKED: "Being put in force",
    ImportState.IN_FORCE: "Put in force",
    ImportState.OVERTAKEN: "Not used: another extract came into force first",
    ImportState.DROPPED: "Dropped",
    ImportState.FAILED: "Given up",
}
DONE = {
    "uploaded": "The file has arrived. It is being checked; nothing is in force yet.",
    "force": "It is being put in force. Until that is done, the old extract answers.",
    "drop": "Dropped. The directory is as it was.",
    "again": "It is being tried again.",
}
REFUSED = {
    "no_file": "Choose the extract's file first.",
    "disk_full": "The disk is full, so the file could not be kept. Tell those who run the program.",
}
