import re

import pytest

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


@pytest.mark.parametrize("row", load_parameters().rows, ids=lambda row: row.code)
def test_every_threshold_has_its_unit_in_words_that_a_chinese_reader_knows(row):
    assert unit_name(texts("en"), row.unit) == row.unit
    name = unit_name(texts("zh"), row.unit)
    assert name == "%" or any("\u4e00" <= sign <= "\u9fff" for sign in name), name


def test_a_unit_without_a_name_stays_as_it_is():
    assert unit_name(texts("zh"), "furlongs") == "furlongs"
