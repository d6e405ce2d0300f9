"""The work programme by date, and its next steps."""

from components.framework.parameters import load_parameters
from components.investment import programme
from components.workshop.records.delivery import WorkItem
from tests.builders import state as made

PARAMETERS = load_parameters()
ITEMS = (
    WorkItem("W01", "Sign", owner="Mayors", due="2027-02-28", order=1),
    WorkItem("W02", "Someday", order=2),
    WorkItem("W03", "Hear the councils", owner="Mayors", due="2027-01-31", order=3, status="done"),
    WorkItem("W04", "Open the desk", due="2027-06-30", order=4),
    WorkItem("W05", "Tender", owner="Pereira", due="2027-05-31", order=5),
)


def test_steps_stand_by_date_and_those_without_one_last():
    assert [item.code for item in programme.programme(made(*ITEMS))] == ["W03", "W01", "W05", "W04", "W02"]


def test_the_next_steps_are_the_three_open_ones_that_come_first():
    assert [item.code for item in programme.next_steps(made(*ITEMS), PARAMETERS)] == ["W01", "W05", "W04"]
    assert programme.next_steps(made(), PARAMETERS) == ()


def test_an_open_step_needs_owner_and_date():
    assert [item.code for item in ITEMS if programme.lacks(item)] == ["W02", "W04"]
