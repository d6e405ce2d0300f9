from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from components.ui.basemap import cut, land_within, thinned

SQUARE = ((0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0), (0.0, 0.0))


def area(ring):
    return abs(sum(x * to_y - to_x * y for (x, y), (to_x, to_y) in pairwise(ring))) / 2


def test_a_square_cut_by_a_box_over_its_corner_leaves_the_overlap():
    assert area(cut(SQUARE, (5.0, 5.0, 20.0, 20.0))) == 25.0


def test_a_square_inside_the_box_stays_whole_and_one_outside_goes():
    assert area(cut(SQUARE, (-5.0, -5.0, 20.0, 20.0))) == 100.0
    assert cut(SQUARE, (20.0, 20.0, 30.0, 30.0)) == []


@given(st.tuples(*[st.integers(-5, 8)] * 2), st.tuples(*[st.integers(1, 10)] * 2))
def test_what_is_cut_lies_in_the_box_and_is_closed(corner, size):
    box = (corner[0], corner[1], corner[0] + size[0], corner[1] + size[1])
    ring = cut(SQUARE, box)
    assert all(box[0] <= x <= box[2] and box[1] <= y <= box[3] for x, y in ring)
    assert not ring or ring[0] == ring[-1]


def test_bends_smaller_than_the_detail_go_and_the_ends_stay():
    ring = ((0.0, 0.0), (0.1, 0.0), (5.0, 0.0), (5.0, 5.0), (0.0, 0.0))
    assert thinned(ring, 1.0) == ((0.0, 0.0), (5.0, 0.0), (5.0, 5.0), (0.0, 0.0))


def test_the_bundled_land_knows_land_from_sea():
    inland = land_within((-76.0, 4.5, -75.5, 5.0))["features"]
    assert sum(area(feature["geometry"]["coordinates"][0]) for feature in inland) > 0.24
    assert land_within((-140.0, -20.0, -139.9, -19.9))["features"] == []


def test_the_caspian_sea_is_water_and_the_antimeridian_cuts_every_ring():
    caspian = land_within((50.5, 41.5, 51.0, 42.0))["features"]
    rings = [feature["geometry"]["coordinates"] for feature in caspian]
    assert sum(area(outer) - sum(area(hole) for hole in holes) for outer, *holes in rings) == 0
    for feature in land_within((-180.0, -90.0, 180.0, 90.0), 0.5)["features"]:
        for ring in feature["geometry"]["coordinates"]:
            inland = [pair for pair in pairwise(ring) if pair[0][1] > -90 and pair[1][1] > -90]
            assert all(abs(x - to_x) < 180 for (x, _), (to_x, _) in inland)
