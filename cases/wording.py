"""What is wrong with a row of an extract, in words; they name columns and hold nothing of the row."""

from __future__ import annotations

from cases.extract import Problem

ROW_PROBLEMS = {
    Problem.FIELDS: "does not have eight fields",
    Problem.CASE_NUMBER: "case_number does not fit the pattern in agency.toml",
    Problem.STAGE: "stage is not one we know",
    Problem.STAGE_DATE: "stage_date is not a date (YYYY-MM-DD) up to today",
    Problem.PHONE: "phone is not one that can be texted",
    Problem.ROLE: "role is not party, attorney or released",
    Problem.RELEASE: "released_from and released_until are no span of dates, or a released person has no first day",
    Problem.FLAGS: "flags holds one that is not protective_order, confidential or represented",
    Problem.DISAGREES: "stage or stage_date differs from an earlier row of the same case",
}
