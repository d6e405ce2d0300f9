import pytest

from tests.builders import snapshot
from tests.walk.walls import checks


@pytest.mark.parametrize("step", range(1, 7))
def test_an_empty_room_lacks_something_in_every_step_and_can_say_it(step):
    found = checks(step, snapshot(cities=0))
    assert "missing" in found.values()
