import math
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components import language
from components.errors import InputError, Problem
from components.language import LANGUAGES, Phrase, entries, only_words, placeholders, texts


@pytest.fixture
def planted(tmp_path, monkeypatch):
    """Two languages of a few texts, in place of the shipped ones."""
    english = '[go]\non = "Go on, {name}"\nyear = "In {year}"\n[go.cities]\none = "{n} city"\nother = "{n} cities"\n'
    chinese = '[go]\non = "继续，{name}"\nyear = "{year}年"\n[go.cities]\nother = "{n} 个城市"\n'
    for code, text in (("en", english), ("zh", chinese)):
        (tmp_path / code).mkdir()
        (tmp_path / code / "walk.toml").write_text(text, encoding="utf-8")
    common = '[x]\ny = "z"\n'
    (tmp_path / "en" / "other.toml").write_text(common, encoding="utf-8")
    monkeypatch.setattr(language, "_LOCALES", tmp_path)
    entries.cache_clear()
    yield
    entries.cache_clear()


def test_a_key_is_file_section_and_name(planted):
    assert set(entries("en")) == {"walk.go.on", "walk.go.year", "walk.go.cities", "other.x.y"}


def test_values_fill_the_placeholders(planted):
    assert texts("en")("walk.go.on", name="Ana") == "Go on, Ana"
    assert texts("zh")("walk.go.on", name="Ana") == "继续，Ana"


@pytest.mark.parametrize(("n", "said"), [(0, "0 cities"), (1, "1 city"), (2, "2 cities"), (1234, "1,234 cities")])
def test_english_has_one_and_other(planted, n, said):
    assert texts("en")("walk.go.cities", n=n) == said


def test_chinese_has_one_form(planted):
    assert texts("zh")("walk.go.cities", n=1) == "1 个城市"


def test_a_year_is_no_amount(planted):
    assert texts("en")("walk.go.year", year="2027") == "In 2027"


def test_an_unknown_key_is_a_fault(planted):
    with pytest.raises(KeyError):
        texts("en")("walk.go.nowhere")


def test_a_missing_value_is_a_fault(planted):
    with pytest.raises(KeyError):
        texts("en")("walk.go.on")


@given(st.text())
def test_what_a_person_wrote_is_never_read_as_a_text(words):
    assert texts("en").shown(words) == words
    entry = "{reason} – {other}"
    filled = language._PLACEHOLDER.sub(lambda match: {"reason": words, "other": "x"}[match.group(1)], entry)
    assert filled == f"{words} – x"


def test_a_placeholder_reaches_no_attribute():
    assert placeholders("{name.__class__} {0} {name[0]} {name}") == {"name"}


def test_placeholders_of_all_plural_forms_count():
    assert placeholders({"one": "one city", "other": "{n} cities of {whole}"}) == {"n", "whole"}


def test_an_unknown_language_is_english():
    assert texts("xx").language == "en"
    assert texts("zh").language == "zh"


@pytest.mark.parametrize("code", LANGUAGES)
def test_not_known_is_said_and_never_zero(code):
    t = texts(code)
    unknown = t("common.not_known")
    assert t.number(None) == t.number(math.nan) == t.percent(None) == t.percent(math.nan) == unknown
    assert t.number(0) == "0"
    assert t.percent(0) == "0%"


def test_numbers_have_separators_and_the_decimals_asked_for():
    t = texts("en")
    assert t.number(14600) == "14,600"
    assert t.number(2.345, 1) == "2.3"
    assert t.number(7, 2) == "7.00"
    assert t.percent(0.3333, 1) == "33.3%"
    assert t.number(-1234.5, 1) == "-1,234.5"


def test_a_truth_value_is_no_number():
    assert texts("en").shown(True) == "True"


def test_money_names_its_unit():
    assert "COP million" in texts("en").money(14600, "COP million")
    assert "14,600" in texts("zh").money(14600, "COP million")


def test_dates_are_iso_in_every_language():
    assert {texts(code).date(date(2027, 3, 9)) for code in LANGUAGES} == {"2027-03-09"}
    assert texts("en").time(datetime(2027, 3, 9, 14, 5, 6)) == "14:05:06"  # noqa: DTZ001 - a wall clock's time


def test_words_are_joined_as_the_language_does():
    assert texts("en").joined(["a", "b"]) == "a, b"
    assert texts("zh").joined(["甲", "乙"]) == "甲、乙"
    assert texts("zh").joined([]) == ""


def test_several_values_and_a_remark_are_written_as_the_language_does():
    given = (Phrase("common.percent", (("number", "9"),)), "Cali", 1200)
    assert texts("en").shown(given) == "9 %, Cali, 1,200"
    assert texts("zh").shown(given) == "9%、Cali、1,200"
    assert texts("en").aside("a", "b") == "a (b)"
    assert texts("zh").aside("甲", "乙") == "甲（乙）"


def test_every_problem_of_an_error_is_a_line():
    error = InputError(Problem("people.unknown_city", {"city": "Cali"}), Problem("people.not_allowed"))
    first, second = texts("en").error(error).split("\n")
    assert "Cali" in first
    assert second == texts("en")("people.not_allowed")


def test_a_problem_without_a_text_is_still_shown():
    assert texts("en").problem(Problem("no.such_text", {"a": 1})) == "no.such_text {'a': 1}"


def test_a_record_is_called_by_its_label_in_the_language():
    class Label:
        en, zh = "Coffee", "咖啡"

    class Term:
        label = Label

    assert (texts("en").label(Term), texts("zh").label(Term)) == ("Coffee", "咖啡")


def test_a_phrase_is_said_in_the_language_of_its_reader(planted):
    cities = Phrase("walk.go.cities", (("n", 2),))
    assert texts("en")("walk.go.on", name=cities) == "Go on, 2 cities"
    assert texts("zh")("walk.go.on", name=cities) == "继续，2 个城市"


def test_countries_have_names_and_unknown_codes_stay():
    assert (texts("en").country("CO"), texts("zh").country("CO")) == ("Colombia", "哥伦比亚")
    assert texts("en").country("??") == "??"


def test_only_words_are_left_of_what_somebody_wrote():
    assert only_words("abc\u202edcba\u2066 bell\x07 escape\x1b[2J null\x00") == "abcdcba bell escape[2J null"
    kept = "two lines\nand a\ttab, “quotes”, 城市, café, 👩‍🌾"
    assert only_words(kept) == kept
