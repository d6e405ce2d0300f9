from components.analysis.evaluate import evaluate
from components.framework.catalogue import load
from components.framework.parameters import load_parameters
from components.language import texts
from components.ui.charts.cube import cube_figure
from tests.builders import given, snapshot

CATALOGUE, T = load(), texts("en")


def figure(marks, instrument="standard", subject="C1"):
    room = snapshot(marks=marks, instrument=instrument)
    evidence = evaluate(room, CATALOGUE, load_parameters())
    return cube_figure(T, room.state, evidence, CATALOGUE, subject)


def test_every_crossing_stands_with_its_scales_and_the_weakest_is_named():
    marks = given("present", "physical.hard.within", "C1", C1=[4, 4, 4])
    marks += given("present", "physical.hard.between", "C1", C1=[2, 2, 2])
    marks += given("present", "governance.soft.within", "C1", C1=[1, 1, 1])
    found = figure(marks)
    assert found.title == "Aran: weakest in Governance · Soft, 20 of 100"
    assert found.table is not None
    [row] = [row for row in found.table.rows if row[0] == "Physical · Hard"]
    assert [cell.split()[0] for cell in row[1:3]] == ["80.0", "40.0"]
    assert row[3] == T("charts.no_result")
    assert row[4].startswith("60.0")


def test_the_quick_instrument_has_no_scales():
    found = figure(given("present", "physical.hard", "C1", C1=[3, 3, 3]), instrument="quick")
    assert found.table is not None
    assert len(found.table.header) == 2


def test_nothing_revealed_gives_a_sentence_and_no_picture():
    assert figure(()).body == ""
