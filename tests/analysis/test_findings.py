from dataclasses import replace

import pytest

from components.analysis.evaluate import evaluate
from components.analysis.findings import Finding, sentence
from components.framework.catalogue import load
from components.framework.parameters import load_parameters
from components.language import LANGUAGES, texts
from components.workshop.records.cities import Employment
from tests.builders import cities, given, snapshot

CATALOGUE, PARAMETERS = load(), load_parameters()


def said(shot, language="en"):
    found = evaluate(shot, CATALOGUE, PARAMETERS).findings
    return [sentence(finding, texts(language), shot.state, CATALOGUE) for finding in found]


def pairs(values):
    return [
        mark
        for (pair, item), value in values.items()
        for mark in given("pair_present", f"pair.{item}", pair, **{city: [value] * 2 for city in pair.split("-")})
    ]


def test_nothing_asked_nothing_said():
    assert said(snapshot()) == []


def test_the_links_of_three_cities_in_words():
    marks = pairs(
        {
            ("C1-C2", "governance.hard"): 1,
            ("C1-C2", "physical.hard"): 2,
            ("C1-C3", "physical.hard"): 4,
            ("C2-C3", "physical.hard"): 3,
        }
    )
    found = said(snapshot(marks=marks))
    assert "Governance links are weakest between Aran and Belo: 20 of 100" in found
    assert "Of all rated links, Aran – Belo is the weakest: 30 of 100" in found
    assert "The narrowest link that no detour avoids is Belo – Cora: 60 of 100" in found


def test_a_pair_with_too_few_marks_is_named_only_when_it_was_asked():
    marks = pairs({("C1-C2", "physical.hard"): 3})
    found = said(snapshot(marks=marks))
    assert "The link between Aran and Cora has too few marks: nothing is known about it yet" in found
    own = given("present", "physical.hard.within", "C1", C1=[2, 2, 2])
    assert not [line for line in said(snapshot(marks=own)) if "too few" in line]


def test_an_index_is_said_in_whole_points_and_a_quotient_with_its_decimal():
    index = Finding("analysis.finding.weakest_link", (("first", ("city", "C1")), ("second", ("city", "C2"))),
                    (("index", 50.1),))  # fmt: skip
    assert sentence(index, texts("en"), snapshot().state, CATALOGUE).endswith(": 50 of 100")
    jobs = Finding("analysis.finding.cluster", (("sector", ("sectors", "C")), ("city", ("city", "C1"))),
                   (("quotient", 2.34),))  # fmt: skip
    assert "2.3" in sentence(jobs, texts("en"), snapshot().state, CATALOGUE)


def test_splits_come_first():
    own = given("present", "physical.hard.within", "C1", C1=[0, 0, 3, 5, 5])
    assert said(snapshot(marks=own))[0] == ("People disagree on 1 item: both sides are shown, nothing is averaged away")


def test_gap_strength_and_cluster():
    marks = (
        *given("present", "physical.hard.within", "C1", C1=[2, 2, 2]),
        *given("present", "social.soft.within", "C2", C2=[5, 5, 5]),
    )
    jobs = [
        Employment(f"{city}.{sector}", city=city, sector=sector, persons=persons)
        for city, sector, persons in [("C3", "A", 300), ("C3", "C", 700), ("REF", "A", 1000), ("REF", "C", 9000)]
    ]
    gap, best, cluster = said(snapshot(*jobs, marks=marks))
    assert gap.startswith("Aran has the widest gap: ")
    assert gap.endswith("is at 40, the target is 80")
    assert best.startswith("Belo is best connected")
    assert best.endswith("100 of 100")
    assert cluster == "Agriculture, forestry and fishing: Cora has 3 times the share of jobs of the reference economy"


def test_a_city_without_a_name_is_called_by_its_code():
    nameless = (replace(cities(3)[0], name=""), *cities(3)[1:])
    marks = given("present", "physical.hard.within", "C1", C1=[2, 2, 2])
    assert said(snapshot(cities=nameless, marks=marks))[0].startswith("C1 has")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_can_be_said_in_every_language(language):
    four = ("C1-C2", "C1-C3", "C1-C4", "C2-C3", "C2-C4", "C3-C4")
    for values in ([4, 4, 4, 0, 0, 0], [4, 0, 0, 4, 0, 4], [0] * 6, [4, 0, 0, 0, 0, 4], [3] * 6, [4, 1, 4, 4, 1, 4]):
        marks = pairs({(pair, "physical.hard"): value for pair, value in zip(four, values, strict=True)})
        found = said(snapshot(cities=4, marks=marks), language)
        assert found
        assert not [line for line in found if "{" in line or "analysis." in line]
