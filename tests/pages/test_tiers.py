"""Tiers and the answers of the paying cities in step 6; the airport of the demonstration is a split."""

from components.workshop.records.demands import Consent
from components.workshop.records.options import Option
from tests.screens import Tab


def _tiers(demo: Tab) -> Tab:
    return demo.open("step6_investment").part("step6", "tiers")


def test_the_airport_of_the_demonstration_is_a_split_that_waits(demo, store):
    _tiers(demo)
    assert demo.says("tiers.consents.title", n=1)
    assert demo.says("tiers.no_of", cities="Manizales")
    assert demo.says("tiers.waits", cities="Armenia")
    said = {row.code: row.answer for row in store.snapshot(demo.workshop).state.all(Consent)}
    assert said == {"P15.C1": "yes", "P15.C2": "no"}


def test_a_yes_without_its_document_is_refused_and_one_with_it_is_kept(demo, store):
    _tiers(demo).enter("consent.P15", "C3").enter("consent.P15.C3.answer", "yes")
    demo.enter("consent.P15.C3.who", "Mayor of Armenia").click("consent.record")
    assert demo.says("edits.consent_document")
    demo.enter("consent.P15.C3.document", "Letter 7").click("consent.record")
    said = store.snapshot(demo.workshop).state.get(Consent, "P15.C3")
    assert (said.answer, said.who, said.document) == ("yes", "Mayor of Armenia", "Letter 7")
    assert demo.says("tiers.consents.title_none")
    demo.click("consent.take_back")
    assert store.snapshot(demo.workshop).state.get(Consent, "P15.C3").answer == ""


def test_the_room_sets_a_tier_with_reason_and_name_and_goes_back(demo, store):
    _tiers(demo).enter("tier.option", "P01").enter("tier.own.P01", "prepare").click("tier.set")
    assert demo.says("edits.tier_reason")
    demo.enter("tier.reason.P01", "staff not hired").enter("tier.who.P01", "Three mayors").click("tier.set")
    assert store.snapshot(demo.workshop).state.get(Option, "P01").tier == "prepare"
    assert "Set by Three mayors: staff not hired" in demo.words()
    demo.click("tier.back")
    assert store.snapshot(demo.workshop).state.get(Option, "P01").tier == ""


def test_only_a_tier_that_can_count_is_offered(demo):
    _tiers(demo).enter("tier.option", "P15")
    assert list(demo.widget("tier.own.P15").options) == ["Reserve", "Not now"]
    demo.enter("tier.option", "P01")
    assert list(demo.widget("tier.own.P01").options) == ["Ready and funded", "Prepare"]


def test_without_options_the_page_says_what_it_needs(three):
    assert three.open("step6_investment").part("step6", "tiers").says("step6.empty")
