from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from components.ui.charts.labels import Box, is_free, place_labels

FRAME = Box(0.0, 0.0, 400.0, 300.0)
spot = st.tuples(st.integers(20, 380), st.integers(20, 280))


def placed(points, **options):
    return place_labels(points, [40.0] * len(points), radius=6, line=16, frame=FRAME, **options)


@given(st.lists(spot, min_size=1, max_size=25, unique=True))
def test_no_two_labels_meet_and_none_covers_a_mark(points):
    boxes = placed(points)
    assert not any(one.meets(other) for one, other in combinations(boxes, 2))
    marks = [Box(x - 6, y - 6, x + 6, y + 6) for x, y in points]
    assert all(is_free(box, marks) for box in boxes)


def test_a_lone_label_stands_to_the_right_of_its_mark():
    assert placed([(100, 100)]) == [Box(110, 92, 150, 108)]


def test_at_the_right_edge_it_stands_to_the_left():
    assert placed([(390, 100)])[0].right < 390


def test_it_keeps_away_from_what_else_is_drawn():
    line = Box(105, 80, 300, 120)
    assert is_free(placed([(100, 100)], avoid=[line])[0], [line])
