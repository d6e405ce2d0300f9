import pytest

from components.analysis.index_records import CellValue, confidence


@pytest.mark.parametrize(
    ("measured", "estimated", "word"),
    [(0, 0, "judged"), (0.5, 0, "judged"), (0.2, 0.3, "judged"), (1, 0, "measured"), (0.7, 0.3, "estimated")],
)
def test_no_value_is_surer_than_the_least_sure_thing_in_it(measured, estimated, word):
    assert confidence(measured, estimated) == word
    assert CellValue("present", "C1", "x", None, 50, 50, measured, estimated).confidence == word
