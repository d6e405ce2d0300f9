from components.analysis.measure import Unmeasured, is_number


def test_a_reason_is_not_a_number():
    assert not is_number(Unmeasured.NO_VARIATION)
    assert is_number(0.0)


def test_a_reason_reads_as_words():
    assert [str(reason) for reason in Unmeasured] == ["no variation", "too few"]
