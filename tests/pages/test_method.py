"""How every number is made, also without a workshop."""

import pytest

from components.framework.catalogue import load
from components.language import texts
from components.ui.charts import method as charts

METHODS = load().methods


def test_the_methods_can_be_read_before_a_workshop_is_open(browser):
    tab = browser.tab().open("method")
    assert tab.says("method.title")
    words = tab.words()
    for row in METHODS:
        assert row.label.en.replace("&", "&amp;") in words
    assert not tab.says("audit.link")
    for option in tab.widget("method_table").options:
        tab.enter("method_table", option)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_search_finds_a_method_by_its_words_and_opens_it(browser, language):
    tab = browser.tab(lang=language).open("method").enter("method-search", "krippendorff")
    words = tab.words()
    wanted, other = (next(row for row in METHODS if row.code == code) for code in ("reliability", "sharing"))
    assert getattr(wanted.label, language) in words
    assert f"<b>{getattr(other.label, language)}</b>" not in words
    assert '<details class="scn-method" open>' in words
    assert tab.says("method.found", language, shown=1, all=len(METHODS))


def test_what_a_method_rests_on_can_be_chosen(browser):
    tab = browser.tab().open("method").enter("method-basis", "measured")
    shown = [row for row in METHODS if row.basis == "measured"]
    assert tab.says("method.found", shown=len(shown), all=len(METHODS))


def test_the_way_to_the_audit_stands_on_the_page_of_a_workshop(demo):
    assert demo.open("method").says("audit.link")


def test_every_threshold_says_which_results_use_it(demo):
    demo.open("method")
    t = texts("en")
    [table] = [frame.value for frame in demo.at.dataframe if t("method.column.used_in") in frame.value.columns]
    used = table[table[t("method.column.used_in")] != ""]
    assert len(used) > len(table) / 2
    [row] = table[table[t("method.column.meaning")].str.startswith("Split when the medians")].to_dict("records")
    assert row[t("method.column.used_in")] == charts.used_in(t, METHODS, "agreement.split_city_medians")
