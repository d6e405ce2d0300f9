"""City facts and what a bad number does; employment; what the page says before marks are revealed."""

import pytest

from components.language import texts
from components.workshop.records.cities import Employment


@pytest.mark.parametrize(("typed", "kept", "shown"), [("1,234,567", 1234567, "1,234,567"), ("12万", 120000, "120,000")])
def test_numbers_are_read_as_people_write_them(three, store, typed, kept, shown):
    three.open("step2_connectivity").write("city", "C1", "population", typed)
    assert store.snapshot(three.workshop).state.cities[0].population == kept
    assert three.shown("city", "C1", "population") == shown


def test_a_bad_number_is_refused_in_words_and_loses_nothing(three, store):
    three.open("step2_connectivity").write("city", "C1", "population", "500000")
    three.write("city", "C1", "population", "about half a million")
    assert three.says("edits.not_a_number", text="about half a million")
    assert store.snapshot(three.workshop).state.cities[0].population == 500_000
    assert three.shown("city", "C1", "population") == "about half a million"
    three.write("city", "C2", "population", "300000")
    assert store.snapshot(three.workshop).state.cities[1].population == 300_000
    assert not three.at.error


def test_blank_is_not_known_and_zero_is_zero(three, store):
    three.open("step2_connectivity")
    three.write("city", "C1", "growth_percent", "0").write("city", "C2", "growth_percent", "1").write(
        "city", "C2", "growth_percent", ""
    )
    cities = store.snapshot(three.workshop).state.cities
    assert cities[0].growth_percent == 0
    assert cities[1].growth_percent is None
    assert three.shown("city", "C1", "growth_percent") == "0"


def test_money_among_the_facts_shows_its_unit_and_what_gdp_covers_stands_under_it(three, store):
    t, unit = texts("en"), store.snapshot(three.workshop).state.setting.money_unit
    three.open("step2_connectivity")
    for field in ("gdp", "own_revenue"):
        label = three.widget(three.key("city", "C1", field)).label
        assert label == t.aside(t(f"step2.fact.{field}"), t.shown(unit))
    keys = [node.key for node in three.at.main if getattr(node, "key", None)]
    assert keys.index(three.key("city", "C1", "gdp_level")) == keys.index(three.key("city", "C1", "gdp")) + 1


def test_pasted_employment_is_taken_or_refused_as_a_whole(three, store):
    three.open("step2_connectivity")
    three.at.text_area(key="employment").set_value("Aran, C, 18118\nNowhere, C, 5\nBelo, C, many")
    three.run().click("take_employment")
    assert three.says("edits.employment_city", line=2, text="Nowhere")
    assert three.says("edits.employment_number", line=3, text="many")
    assert three.widget("employment").value.startswith("Aran")
    three.enter("employment", "Aran, C, 18118\nBelo, C, 900\nREF, C, 676883").click("take_employment")
    jobs = store.snapshot(three.workshop).state.all(Employment)
    assert {(row.city, row.persons) for row in jobs} == {("C1", 18_118), ("C2", 900), ("REF", 676_883)}


def test_employment_of_a_file_is_taken_or_refused_in_words(three, store):
    three.open("step2_connectivity")
    three.at.file_uploader(key="employment_file").set_value(("jobs.csv", b"Aran,C,-5", "text/csv"))
    three.run().click("take_employment_file")
    assert not store.snapshot(three.workshop).state.all(Employment)
    assert three.at.error
    text = "city,sector,persons,year,source,before,year before\nAran,C,18118,2023,DANE,17000,2018\nREF,C,676883,2023"
    three.at.file_uploader(key="employment_file").set_value(("jobs.csv", text.encode(), "text/csv"))
    three.run().click("take_employment_file")
    jobs = {row.city: row for row in store.snapshot(three.workshop).state.all(Employment)}
    assert (jobs["C1"].persons, jobs["C1"].persons_before, jobs["C1"].year_before) == (18_118, 17_000, 2018)
    assert jobs["REF"].persons == 676_883


def test_before_anything_is_revealed_the_page_says_so(three):
    assert three.open("step2_connectivity").says("step2.no_marks")


def test_of_the_demonstration_every_item_shows_how_its_marks_lie(demo):
    demo.open("step2_connectivity")
    items = demo.widget("cell")
    assert "split" in items.options[0]
    demo.enter("cell", items.options[-1])
    assert demo.says("step2.reasons")


def test_the_statistics_behind_a_flag_are_one_click_away(demo):
    demo.open("step2_connectivity")
    assert demo.says("charts.statistics.open")
    key = next(key for key in sorted(demo.widgets) if key.startswith("statistics."))
    assert not demo.says("charts.statistics.item")
    demo.at.session_state[key] = True
    demo.run()
    assert demo.says("charts.statistics.item")
    assert demo.says("charts.statistics.ballot")
