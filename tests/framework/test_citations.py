import re

import pytest

from components.framework.catalogue import load
from components.framework.citations import cited, unit_name
from components.framework.parameters import load_parameters
from components.language import texts


def test_what_is_ours_is_said_in_the_readers_language_and_a_cited_work_stays_as_printed():
    source = "Roberts 2019 fig. 3.2; assignment own design"
    assert cited(texts("en"), source) == source
    assert cited(texts("zh"), source) == "Roberts 2019 fig. 3.2；对应关系为本工具设计"


def test_no_source_of_a_threshold_keeps_our_own_words_in_english():
    for row in load_parameters().rows:
        said = cited(texts("zh"), row.source)
        assert not re.search(r"own|design|practice|common", said), said
        assert cited(texts("en"), row.source) == row.source


def test_no_source_of_a_method_keeps_words_in_english_beside_the_works_it_cites():
    locators = r"\b(?:fig|table|ch|step|et|al|van|der|vol)\b"
    catalogue = load()
    for row in (*catalogue.methods, *catalogue.cells, *catalogue.indicators, *catalogue.cost_keys):
        assert cited(texts("en"), row.source) == row.source
        said = re.sub(locators, "", cited(texts("zh"), row.source))
        assert not re.search(r"\b[a-z]{2,}\b", said), said


def test_a_remark_before_or_behind_a_work_is_translated_around_it():
    assert cited(texts("zh"), "axes after World Bank WPS 7674") == "坐标轴参照 World Bank WPS 7674"
    assert cited(texts("zh"), "bridges: Tarjan 1974") == "桥：Tarjan 1974"


@pytest.mark.parametrize("row", load_parameters().rows, ids=lambda row: row.code)
def test_every_threshold_has_its_unit_in_words_that_a_chinese_reader_knows(row):
    assert unit_name(texts("en"), row.unit) == row.unit
    name = unit_name(texts("zh"), row.unit)
    assert name == "%" or any("\u4e00" <= sign <= "\u9fff" for sign in name), name


def test_a_unit_without_a_name_stays_as_it_is():
    assert unit_name(texts("zh"), "furlongs") == "furlongs"
