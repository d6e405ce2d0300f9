"""The officials' ten minutes of seven cities that agree on little: no scene is longer than the projector or a sheet."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from components.language import texts
from components.ui import session
from components.walk.present import SCENES
from components.workshop import people
from tests.browser.conftest import SCREEN
from tests.browser.projector import until
from tests.browser.test_present import _HIDDEN, _SMALL
from tests.builders import cities, given
from tests.investment import room
from tests.stored import stored
from tests.workbook.write.rooms import large_room

pytestmark = pytest.mark.needs_chromium

_NAMES = ("Santa Rosa de Cabal", "Dosquebradas", "La Virginia", "Circasia", "Montenegro", "Quimbaya", "Chinchiná")
_OPTIONS = [f"P{number:02d}" for number in range(1, 13)]


def _seven():
    """Twelve options with long names, most of them split between the cities, and an index for each of the 21 links."""
    partners = [
        replace(city, name=name, latitude=4.5 + 0.1 * (n % 3) + 0.05 * n, longitude=-75.5 - 0.08 * (3 * n % 5))
        for n, (city, name) in enumerate(zip(cities(7), _NAMES, strict=True))
    ]
    codes = [city.code for city in partners]
    options = [
        room.option(code, 20 + 7 * n, cities=tuple(codes), name=f"Shared regional service {n} of the seven cities")
        for n, code in enumerate(_OPTIONS)
    ]
    on_options = [
        mark
        for n, code in enumerate(_OPTIONS)
        for criterion in room.CRITERIA
        for mark in given(
            "options", criterion, code, **{city: [(2 * n + place) % 6] * 3 for place, city in enumerate(codes)}
        )
    ]
    present = [
        mark for city in codes for mark in given("present", "physical.hard.within", city, **{city: [0, 1, 1]})
    ]
    pairs = [
        mark
        for place, one in enumerate(codes)
        for other in codes[place + 1 :]
        for mark in given("pair_present", "pair.physical.hard", f"{one}-{other}", **{one: [2, 3, 3], other: [2, 3, 4]})
    ]
    seen = large_room(*options, partners=partners, marks={"P00": 0})
    return replace(seen, marks=(*on_options, *present, *pairs))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_seven_cities_fit_on_the_projector_and_on_a_sheet_for_each_scene(shared, screen, shot, tmp_path, language):
    t, store = texts(language), shared.store()
    code = stored(store, _seven())
    token = people.grant(store, code, people.FACILITATOR)
    store.database.close()
    screen.page.context.add_cookies([{"name": session.COOKIE, "value": token, "url": shared.url}])
    screen.go(f"{shared.url}/present?w={code}&lang={language}")
    until(lambda: t("present.seeking") not in screen.words)
    for number, name in enumerate(SCENES):
        if number:
            screen.page.keyboard.press("PageDown")
        until(lambda name=name: t(f"present.{name}.kicker") in screen.words)
        screen.settle()
        shot.keep(screen.page, f"present-seven-{language}-{number + 1}-{name}")
        assert screen.page.evaluate(_HIDDEN) <= 0, f"{name} is longer than the projector"
        assert screen.page.evaluate(_SMALL) == [], name
        assert screen.page.evaluate("document.documentElement.scrollWidth") <= SCREEN["width"], name
    screen.go(f"{shared.url}/scenes?w={code}&lang={language}")
    until(lambda: t("present.seeking") not in screen.words)
    screen.settle()
    printed = screen.page.pdf(prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", printed)) == len(SCENES)
