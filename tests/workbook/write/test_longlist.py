"""07_LongList and 06_Clusters: what stands beside the costs and beside the marks, by hand."""

from __future__ import annotations

import pytest

from components.workshop.records.options import OptionRole
from components.workshop.records.partnerships import Partnership
from tests.investment import room
from tests.workbook.write.rooms import book
from tests.workbook.write.test_financing import below, rows


@pytest.fixture(scope="module")
def content():
    stretched = room.option(
        "P01", 100, uplift_type="standard_civil", contingency_percent=10.0, opex_payer="EXT", women_percent=52.0,
        sector="H", cluster="K01", requires=("P02",), alternatives="the bus question", spent=7.0,
    )  # fmt: skip
    shown = room.seen(
        room.EQUAL,
        *room.envelopes(C1=30, C2=30, C3=30),
        stretched,
        room.option("P02", 30),
        OptionRole("P01.C1", "P01", "C1", "gives the land"),
        Partnership(
            "K01",
            name="One bus network",
            activity="public_service",
            roles="one authority",
            simpler_agreement="pilot",
            override="park",
            override_reason="no buyer",
            override_by="Three mayors",
        ),
        marked=[*room.marks("P01", 4), *room.marks("P02", 4)],
    )
    return book(shown)


def test_the_cost_under_its_uplift_stands_beside_the_list(content):
    found, column = below(rows(content, "07_LongList"), "Planning cost")
    # 100 x (1 + 0.10 + 0.44); no type and no contingency: as entered
    assert [row[column] for row in found[:2]] == [pytest.approx(154), 30]
    assert [row[column - 1] for row in found[:2]] == [44, "not known"]


def test_payers_relations_and_roles_are_in_words(content):
    found, column = below(rows(content, "07_LongList"), "Pays running cost")
    assert [row[column] for row in found[:2]] == ["nobody of the partners", "by the cost key"]
    found, column = below(rows(content, "07_LongList"), "Needs, excludes")
    assert found[0][column] == "needs P02\none of the alternatives “the bus question”"
    assert found[0][column + 1].endswith("gives the land")


def test_a_candidate_says_its_kind_its_simpler_agreement_and_who_decided(content):
    words = "\n".join(str(cell) for row in rows(content, "06_Clusters") for cell in row if cell)
    for part in ("Roles: one authority", "Simpler agreement first: Time-limited pilot", "An end date", "Three mayors"):
        assert part in words
