from tests.investment.room import marks, option, plan_of, seen


def test_a_plan_is_asked_by_option():
    found = plan_of(seen(option("P01"), marked=marks("P01", 4)))
    assert found.score("P01").option == "P01"
    assert found.line("P01").option == "P01"
    assert found.score("P99") is None
    assert found.line("P99") is None
