from components.analysis.audit import Check, Line, Step, Trail
from components.analysis.evaluate import evaluate
from components.framework.catalogue import load
from components.framework.parameters import load_parameters
from components.investment.plan import make_plan
from components.language import texts
from components.ui.charts.audit import audit_figure, group_name, item_name, reference_name
from components.ui.charts.figure import markup
from components.walk.audit import Reference
from components.workshop.records.options import Option
from tests.builders import snapshot

CATALOGUE, PARAMETERS = load(), load_parameters()
T = texts("en")
ROOM = snapshot(Option("P01", name="<i>Bridge</i>"))
PLAN = make_plan(ROOM, evaluate(ROOM, CATALOGUE, PARAMETERS), CATALOGUE, PARAMETERS)
CELL = "physical.hard.within"


def drawn(trail, t=T):
    return markup(t, audit_figure(t, ROOM.state, CATALOGUE, PARAMETERS, PLAN, trail))


def index(again=50.0, **more):
    line = Line("present", CELL, "C1", (0, 1, 2, 0, 0, 0), 4, 2.0, value=40.0, weight=0.25, part=10.0)
    steps = (Step("coverage", 0.5, (("known", 1), ("cells", 2))), Step("mean", 50.0, (("sum", 50.0), ("known", 1))))
    return Trail("index", ("C1", "kind", "hard"), (line,), steps, (Check("value", 50.0, again),), **more)


def test_the_title_says_what_it_is_and_that_it_came_out_as_shown():
    words = drawn(index())
    assert "Aran, Hard: 50, and worked out again it is the same" in words
    assert T("audit.equal") in words
    assert T("audit.differs") not in words


def test_a_number_that_does_not_come_out_is_said_aloud():
    words = drawn(index(again=51.0))
    assert T("audit.differs") in words
    assert "something else comes out" in words


def test_marks_stand_as_counts_and_shares_as_percent():
    words = drawn(index())
    assert "<td>1</td><td>2</td><td>0</td>" in words
    assert "<td>25.0%</td>" in words
    assert "1 ÷ 2 = <b>50%</b>" in words


def test_what_is_withheld_shows_no_count():
    line = Line("present", CELL, "C1", (), None, None)
    trail = Trail("agreement", ("present", CELL, "C1"), (line,), (Step("withheld", "too_few", (("limit", 3.0),)),), (
        Check("flag", "too_few", "too_few"),
    ), withheld=True)  # fmt: skip
    words = drawn(trail)
    assert T("audit.withheld") in words
    assert "too few marks, so nothing is told" in words
    assert "<td>0</td>" not in words


def test_a_threshold_stands_with_its_meaning_and_source():
    trail = index()
    step = Step("not_indicative", None, (("limit", 0.6),), ("index.coverage_minimum",))
    words = drawn(Trail(trail.kind, trail.code, trail.lines, (step,), trail.checks))
    assert PARAMETERS.row("index.coverage_minimum").description("en") in words
    assert "60%" in words


def test_names_of_figures():
    assert reference_name(T, ROOM.state, CATALOGUE, Reference("index", ("C1-C2", "all", "all"))) == (
        "Aran – Belo, the whole"
    )
    assert group_name(T, CATALOGUE, "dimension_kind", "physical.soft") == "Physical · Soft"
    assert item_name(T, ROOM.state, CATALOGUE, "weights", "economic_gain") == T.label(
        CATALOGUE.find("option_criteria", "economic_gain")
    )
    assert item_name(T, ROOM.state, CATALOGUE, "present", "gone") == "gone"


def test_what_people_named_is_escaped():
    trail = Trail("score", ("P01",), (), (), (Check("value", 50.0, 50.0),))
    assert "<i>Bridge</i>" not in drawn(trail)
