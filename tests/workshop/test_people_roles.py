import pytest

from components.errors import RefusedError
from components.workshop import people


def test_the_table_of_roles_says_what_the_house_says():
    lead = {"edit", "adopt", "ballots", "mark", "see_answered", "see_results", "see_scenes"}
    lead |= {"download_archive", "download_workbook", "download_sheets"}
    may = {role: {action for action in people.MAY if people.may(role, action)} for role in people.ROLES}
    assert may == {
        "facilitator": lead | {"manage"},
        "co_facilitator": lead,
        "table_host": {"mark", "proxy", "see_answered", "see_results", "see_scenes", "download_sheets"},
        "participant": {"mark"},
        "observer": {"see_results", "see_scenes", "download_workbook"},
        "official": {"see_scenes", "download_workbook"},
    }
    assert not people.may(None, "see_scenes")


def test_what_a_role_may_not_do_is_refused():
    people.require("co_facilitator", "edit")
    for role in ("participant", "official", None, "mayor"):
        with pytest.raises(RefusedError):
            people.require(role, "edit")
