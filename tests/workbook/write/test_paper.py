"""Every column of the agreed outline of the workbook is found in the book: one line of the table below for each.

The outline has 22 sheets; a column that we keep on another sheet names it before a bar. What stands for a column is the
beginning of a heading, of a label or of a line.
"""

from __future__ import annotations

from functools import cache

import pytest

from components.workbook.write.paper import SHEETS
from tests.workbook import recalculate
from tests.workbook.write.rooms import demonstration_book

COLUMNS: dict[str, tuple[tuple[str, ...], ...]] = {
    "00_Cover": (
        ("Coffee Triangle 2027",),
        ("Partner cities",),
        ("Status",),
        ("Version", "Written on", "Prepared by", "Place of the workshop"),
        ("Plan period",),
        ("Money in this book", "Price base year", "Fiscal year starts", "Exchange rates used"),
        ("Data",),
        ("Sheets",),
    ),
    "01_Decision": (
        ("Authorise the three mayors",),
        ("Pays in 2027",),
        ("Capital cost", "Running cost per year", "Capital signed", "Capital without a sure"),
        ("Projects ready", "Projects to prepare", "Projects in reserve"),
        ("First projects by rank", "Capital", "Score 0–100", "Rank range"),
        ("Cost of doing nothing",),
        ("Main trade-off",),
        ("Largest risks",),
        ("Not agreed",),
        ("Next steps",),
        ("Name", "Office", "Date", "Signature"),
    ),
    "02_Agreement": (
        ("Parties", "Legal basis"),
        ("Purpose", "Not part of it", "Activities supported"),
        ("Benefit in its own words", "Willingness", "Trust", "Gate"),
        ("Form",),
        ("Votes", "Decision rule", "Quorum", "Chair"),
        ("Secretariat", "Secretariat staff", "Secretariat cost"),
        ("Sharing of running cost", "Where that cost stands"),
        ("Cost overruns", "Surpluses"),
        ("Ownership of assets",),
        ("Procurement",),
        ("Entry conditions", "Notice of exit", "What a leaving city"),
        ("Ladder for disputes",),
        ("Review date",),
        ("Clause", "Status"),
    ),
    "03_Cities": (
        ("Fact",),
        ("Country", "Region", "City type"),
        ("Population, persons", "Population: year", "Population: source", "Population: definition"),
        ("Population growth",),
        ("GDP or value added", "GDP: level"),
        ("Own revenue", "Current revenue", "Capital spending"),
        ("Operating surplus",),
        ("Debt service ÷",),
        ("Sustainable investment envelope",),
        ("Main sectors", "Unemployment", "Poverty"),
        ("Economic development strategy", "Strategy: year"),
        ("Data",),
    ),
    "04_Connectivity": (
        ("City or pair",),
        ("Scale",),
        ("Dimension", "Kind"),
        ("Indicator, unit",),
        ("Figure", "Year", "Confidence"),
        ("Worst", "Best"),
        ("Index",),
        ("Importance",),
        ("All", "Hard", "Soft"),
        ("Coverage",),
    ),
    "05_Gaps": (
        ("Gap", "City or pair", "Scale", "Dimension"),
        ("Present", "Target"),
        ("Gap",),
        ("Importance", "Low marks"),
        ("Kind",),
        ("Options",),
    ),
    "06_Clusters": (
        ("Code", "Partnership", "Cities"),
        ("Employment", "LQ Pereira"),
        ("Market demand",),
        ("Knock-outs",),
        ("Index 0–100",),
        ("Agreement",),
        ("Proposed verdict", "Verdict of the room", "Reason if different"),
        ("Conditions",),
    ),
    "07_LongList": (
        ("Code",),
        ("Option",),
        ("Problem solved", "Cluster, gap"),
        ("Class of good",),
        ("Sector",),
        ("Level",),
        ("Network type",),
        ("Nature",),
        ("Cities", "Lead city"),
        ("Scale and place",),
        ("Scale and place",),
        ("Capital, low", "Capital, likely", "Capital, high", "Estimate", "Basis of the cost"),
        ("Running cost", "Life, years"),
        ("Source of the idea",),
        ("Gate tests",),
        ("Decision",),
        ("Reason",),
    ),
    "08_Criteria": (
        ("Code", "Criterion", "Definition", "Theme", "Axis"),
        ("Words of the scale",),
        ("Weight %", "Lowest points", "Highest points"),
        ("Weights fixed", "Options’ ballot opened"),
    ),
    "09_Scores": (
        ("Option", "Criterion", "Median", "Mean", "Marks", "Interquartile", "Within 1 point"),
        ("Score 0–100",),
        ("Social axis", "Financial axis"),
        ("Rank",),
        ("Best rank", "Worst rank", "19_Sensitivity|How firm each option is"),
        ("Agreement", "Round"),
        ("Capital per point", "Capital per beneficiary"),
        ("Tier",),
    ),
    "10_Plan": (
        ("Code", "Project", "Lead city", "Other cities", "Responsible body", "Supporting bodies"),
        ("Score", "Rank", "Tier"),
        ("Readiness",),
        ("To be cleared", "Cleared by"),
        ("Start", "Finish"),
        ("Capital, likely", "07_LongList|Contingency %", "07_LongList|Uplift %", "07_LongList|Planning cost"),
        ("07_LongList|Spent to date", "14_Financing|Spent before"),
        ("2027", "2031", "Outside the plan years"),
        ("Running cost per year", "Running cost paid by", "Revenue per year", "Net running cost"),
        ("Secured or in budget", "Applied for", "No sure source"),
        ("Beneficiaries", "07_LongList|Women %", "07_LongList|Poor people %"),
        ("Visible milestone",),
    ),
    "11_Cashflow": (
        ("Project", "Year", "Kind"),
        ("Payer",),
        ("Source",),
        ("Certainty",),
        ("Amount",),
        ("Evidence",),
    ),
    "12_ByCity": (
        ("City", "Line", "2027", "All years"),
        ("Envelope",),
        ("Pays in all", "Share of benefits", "Pays ÷ benefits"),
        ("In kind", "Pays with in kind"),
    ),
    "13_CostKeys": (
        ("Projects with a key of their own",),
        ("Key", "Weight %"),
        ("Source: Population",),
        ("Raw share",),
        ("Floor", "Cap"),
        ("Held after pass 1", "Final share"),
        ("11_Cashflow|Left to the cities",),
        ("Amount", "Against equal parts", "Against the key"),
        ("True-up",),
    ),
    "14_Financing": (
        ("Source", "Type", "Provider", "Instrument", "Terms"),
        ("2027", "Sum", "Share"),
        ("Conditions", "Pays of an option", "Deadline", "Contact"),
        ("Can be counted on", "How sure the capital is"),
        ("Uses = sources",),
    ),
    "15_Risks": (
        ("Code", "Concerns", "Kind of risk", "What may happen", "Cause", "Consequence"),
        ("Likelihood 1–5", "Impact 1–5", "Rating"),
        ("Owner", "Borne by"),
        ("Cost if it happens", "Part, %"),
        ("What is done about it", "Cost of that", "Until", "Trigger", "Rating afterwards", "Status"),
    ),
    "16_KPIs": (
        ("Measure", "Measures", "Network level", "Of"),
        ("Definition", "Unit", "Shall"),
        ("Baseline", "Year of the baseline", "Source of the baseline", "No baseline: measured by"),
        ("Target 2027", "Target 2029", "Target 2031", "Measured", "Achieved", "State"),
        ("Who collects it", "How often", "Cost a year"),
    ),
    "17_Method": (
        ("How the day went",),
        ("People", "City", "Stakeholder group"),
        ("People whose marks",),
        ("Conflicts of interest",),
        ("Scale", "Weights", "Agreement", "Ties", "Asked again"),
        ("Limits of the evidence",),
        ("Sources of facts and costs",),
    ),
    "18_ScoreTrace": (
        ("Hour", "Round", "Rater", "City", "Group", "Subject", "Item", "Mark", "Reason given", "Mark before"),
        ("Row", "Why it does"),
        ("Set by hand",),
    ),
    "19_Sensitivity": (
        ("What is changed", "Highest 5 scores", "Out: leaves", "In: enters", "Kendall"),
        ("25% less money", "Plan then costs"),
    ),
    "20_Checks": (("Check", "Expected", "Found", "Result"),),
    "21_Lists": (("Tier",),),
}
SIZES = (8, 11, 14, 12, 10, 6, 8, 17, 4, 8, 12, 6, 4, 9, 5, 5, 5, 7, 3, 2, 1, 1)
"""How many columns the outline has on each sheet."""


@cache
def words() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {code: [] for code in SHEETS}
    for (sheet, _), value in recalculate.values(demonstration_book("en")).items():
        if sheet in found:
            found[sheet] += str(value).split("\n")
    return {sheet: tuple(lines) for sheet, lines in found.items()}


def test_the_table_has_every_column_of_the_outline() -> None:
    assert tuple(COLUMNS) == SHEETS
    assert tuple(len(rows) for rows in COLUMNS.values()) == SIZES


@pytest.mark.parametrize("sheet", SHEETS)
def test_every_column_of_the_outline_is_in_the_book(sheet: str) -> None:
    missing = []
    for text in (text for column in COLUMNS[sheet] for text in column):
        place, _, beginning = text.rpartition("|")
        if not any(line.startswith(beginning) for line in words()[place or sheet]):
            missing.append(text)
    assert missing == []
