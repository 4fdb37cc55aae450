"""Which case number a text asks for. Pure."""

from __future__ import annotations

import re

from cases.policy import CasePolicy
from enrollment.reference import is_reference
from parsers.private import DATE, PHONE

_CLUSTER = re.compile(r"(?<![\w/])\d+(?:[ .\-]{1,3}\d+)*(?![\w/])")
_LONGEST_CLUSTER = 12  # groups; more is a list of something else, and the pairs of them grow with the square


def read_case_number(text: str, policy: CasePolicy) -> str | None:
    """The one number of the county's pattern in the text, however spaced; None if there is none or more than one."""
    text = DATE.sub(" ; ", text)
    found = _numbers(text, policy)
    if len(found) > 1:  # a call-back number may stand beside it
        found = _numbers(PHONE.sub(" ; ", text), policy) or found
    return found.pop() if len(found) == 1 else None


def _numbers(text: str, policy: CasePolicy) -> set[str]:
    return {number for cluster in _CLUSTER.findall(text) for number in _of_cluster(cluster, policy)}


def _of_cluster(cluster: str, policy: CasePolicy) -> set[str]:
    groups = re.findall(r"\d+", cluster)[:_LONGEST_CLUSTER]
    whole = "".join(groups)
    if fits(whole, policy):
        return {whole}
    parts = ("".join(groups[i:j]) for i in range(len(groups)) for j in range(i + 1, len(groups) + 1))
    return {part for part in parts if fits(part, policy)}


def fits(number: str, policy: CasePolicy) -> bool:
    """Never a reference of ours, whatever the pattern says."""
    return policy.number.fullmatch(number) is not None and not is_reference(number)
