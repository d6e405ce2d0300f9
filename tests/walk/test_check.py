from components.language import texts
from components.walk.check import WARN, holds, nothing_left


def test_nothing_left_is_done():
    assert nothing_left("gates.facts", (), "step2_connectivity").key == "gates.facts.done"


def test_what_is_left_is_named():
    found = nothing_left("gates.facts", (name for name in ("Aran", "Belo")), "step2_connectivity", otherwise=WARN)
    assert texts("zh")(found.key, **dict(found.values)).endswith("：Aran、Belo。")
    assert (found.key, found.done) == ("gates.facts.open", "warn")
    assert dict(found.values) == {"names": ("Aran", "Belo"), "n": 2}


def test_a_condition_is_done_or_missing():
    assert holds("gates.form", "council", "step5_partnership").done == "done"
    assert holds("gates.form", "", "step5_partnership").done == "missing"
