"""The cost key: shares that make exactly 100 percent, or a plain word about what is missing."""


def test_equal_shares_of_three_cities_make_exactly_one_hundred(three, store):
    three.open("step5_partnership").write("cost_key", "equal", "weight", "100")
    shown = [metric.value for metric in three.at.metric]
    assert sorted(shown) == ["33.33 %", "33.33 %", "33.34 %"]
    assert sum(float(value.split()[0]) for value in shown) == 100.0


def test_a_key_without_its_figures_is_not_used_and_the_page_says_so(three):
    three.open("step5_partnership").write("cost_key", "population", "weight", "100")
    assert three.at.warning


def test_weights_that_do_not_make_one_hundred_are_named(three):
    three.open("step5_partnership").write("cost_key", "equal", "weight", "60")
    assert three.at.warning
    assert not three.says("step5.shares_title")


def test_a_clause_without_words_is_not_agreed(three, store):
    three.open("step5_partnership").part("step5", "clauses")
    code = next(key.split(".")[2] for key in sorted(three.widgets) if ".clause." in key)
    three.write("clause", code, "status", "agreed")
    assert three.says("edits.empty_clause")
    three.write("clause", code, "text", "The cities meet every quarter.").write("clause", code, "status", "agreed")
    [clause] = [row for name, rows in store.snapshot(three.workshop).state.records if name == "clause" for row in rows]
    assert (clause.text, clause.status) == ("The cities meet every quarter.", "agreed")
