from components.analysis.uncertainty_records import GapInterval, Interval, Uncertainty


def test_intervals_and_gaps_are_found_by_what_they_are_of():
    whole, part = Interval("C1", "all", "all", 50, 40, 60), Interval("C1", "kind", "hard", 55, 45, 65)
    gap = GapInterval("C1.x", 20, 10, 30, 1, 1, 3, 0.9)
    found = Uncertainty(0.9, 100, 1, 9, 3, 5, intervals=(whole, part), gaps=(gap,))
    assert found.interval("C1") is whole
    assert found.interval("C1", "kind", "hard") is part
    assert found.interval("C2") is None
    assert found.gap("C1.x") is gap
    assert found.gap("C2.x") is None
