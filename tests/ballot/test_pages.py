import base64
import gzip
import hashlib
import random
import re

import pytest

from components.workshop.store import Edit

LIMIT_ON_THE_WIRE = 12_000


@pytest.fixture
def everything_open(house):
    for code in ("P01", "P02", "P03"):
        house.edit(Edit("option", code, "name", f"Option {code}"), Edit("option", code, "decision", "short_list"))
    for number in range(1, 4):
        house.edit(Edit("partnership", f"K0{number}", "name", f"Partnership {number}"))
    house.move("weights", "open", "closed", "revealed")
    for code in ("agreement", "present", "importance", "pair_present", "pair_importance", "feasibility", "options"):
        house.move(code, "open")
    return house


def places(house, phone):
    """Every kind of page, the longest of each kind."""
    yield from ("/j", f"/j/{house.code}", f"/b/{house.code}", f"/b/{house.code}/me")
    yield from (f"/b/{house.code}/weights.1", "/j/NOSUCH")
    for ballot in re.findall(rf'href="(/b/{house.code}/[a-z_]+\.1)"', phone.get(f"/b/{house.code}").text):
        question = phone.get(ballot).url.path
        yield question
        yield f"{ballot}/list/{question.split('/')[-2]}"


def wire_bytes(answer):
    head = sum(len(name) + len(value) + 4 for name, value in answer.headers.raw)
    body = answer.headers.get("content-length")
    return head + int(body)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_page_is_under_twelve_kilobytes_on_the_wire_with_all_it_asks_for(everything_open, language):
    phone = everything_open.joined(language=language)
    stranger = everything_open.phone(**{"accept-language": language})
    found = {}
    for place in places(everything_open, phone):
        answer = (stranger if place.startswith("/j") else phone).get(place)
        assert answer.headers["content-encoding"] == "gzip"
        found[place] = wire_bytes(answer)
        asked = re.findall(r'(?:src|srcset|data|poster)="([^"]+)"|<link[^>]+href="([^"]+)"|url\(|@import', answer.text)
        assert asked == [("", "data:,")], "a page brings everything it needs"
    assert len(found) > 15
    assert max(found.values()) < LIMIT_ON_THE_WIRE, found


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("asked", ["standard", "full"])
def test_second_rounds_pairs_and_results_are_small_too(house, language, asked):
    house.edit(
        Edit("setting", "main", "instrument", asked),
        Edit("setting", "main", "weighting", "pairs"),
        Edit("setting", "main", "phones_see_results", value=True),
        Edit("setting", "main", "demonstration", value=True),
    )
    house.move("present", "open")
    house.move("weights", "open")
    phone = house.joined(language=language)
    house.fill("present", [0, 1, 2, 3, 5])
    house.fill("weights", [-4, 3])
    for code in ("present", "weights"):
        house.move(code, "closed", "revealed")
        house.move(code, "open", number=2)
    places = ("present.2", "present.2/list/C1", "weights.2", "weights.2/list/all", "results", "results/present/C1")
    found = {place: wire_bytes(phone.get(f"/b/{house.code}/{place}")) for place in places}
    assert max(found.values()) < LIMIT_ON_THE_WIRE, found


@pytest.mark.parametrize("closed", [False, True])
def test_a_list_full_of_marks_and_long_reasons_is_small_too(everything_open, closed):
    phone = everything_open.joined(language="zh")
    start = f"/b/{everything_open.code}/present.1"
    page = phone.get(start)
    for number in range(42):
        words = "".join(random.Random(number).choices("路桥水电网城乡山河港口", k=300))
        form = {**everything_open.fields(page.text), "pick": str(number % 6), "reason": words}
        page = phone.post(f"/b/{everything_open.code}/mark", data=form)
    if closed:
        everything_open.move("present", "closed")
    answer = phone.get(f"{start}/list/C1")
    main = answer.text.split("</main>")[0]
    assert main.count("..." if closed else "✎") == 42
    assert wire_bytes(answer) < LIMIT_ON_THE_WIRE


def test_every_page_forbids_all_that_is_not_its_own(everything_open):
    phone = everything_open.joined()
    for place in places(everything_open, phone):
        answer = phone.get(place)
        assert answer.text.count("<script") <= 1
        assert not re.search(r"<[^>]+\son[a-z]+=", answer.text.split("<script")[0])
        assert " style=" not in answer.text
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize("part", ["style", "script"])
def test_the_policy_allows_the_very_style_and_script_that_are_in_the_page(everything_open, part):
    answer = everything_open.joined().get(f"/b/{everything_open.code}")
    found = re.search(rf"<{part}>(.*?)</{part}>", answer.text, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(found.encode()).digest()).decode()
    assert f"{part}-src 'sha256-{digest}'" in answer.headers["content-security-policy"]


# In CSS pixels: what sticks out to the right, and what a finger is to hit that is lower or narrower than 44.
STICKS_OUT = """() => [...document.querySelectorAll('body *')]
    .filter(e => !e.closest('.unseen, template, script') && e.getBoundingClientRect().right > innerWidth + 0.5)
    .map(e => e.outerHTML.slice(0, 80))"""
TOO_SMALL = """() => [...document.querySelectorAll('a, button, summary, input, textarea, .tiles label')]
    .filter(e => !e.matches('.unseen, [type=hidden], .tiles input, .check input') && e.checkVisibility())
    .map(e => [e.outerHTML.slice(0, 90), e.getBoundingClientRect()])
    .filter(([, box]) => box.height < 43.5 || box.width < 43.5)
    .map(([words, box]) => `${box.width} x ${box.height} ${words}`)"""


@pytest.fixture
def narrow(chromium):
    """A page as a phone 320 pixels wide draws it (WCAG 2.2, 1.4.10): what sticks out, and what is too small to hit."""
    context = chromium.new_context(viewport={"width": 320, "height": 640}, java_script_enabled=False)
    page = context.new_page()

    def drawn(text: str) -> tuple[list[str], list[str]]:
        page.set_content(text)
        return page.evaluate(STICKS_OUT), page.evaluate(TOO_SMALL)

    yield drawn
    context.close()


@pytest.mark.needs_chromium
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_page_fits_a_narrow_phone_and_a_finger(everything_open, narrow, language):
    phone = everything_open.joined(language=language)
    everything_open.fill("present", [0, 1, 2, 3, 5])
    everything_open.tap(phone, "3", phone.get(f"/b/{everything_open.code}/present.1").url.path.partition("/b/")[2][7:])
    everything_open.move("present", "closed", "revealed")
    everything_open.move("present", "open", number=2)
    stranger = everything_open.phone(**{"accept-language": language})
    again = (f"/b/{everything_open.code}/present.2", f"/b/{everything_open.code}/present.2/list/C1")
    for place in (*places(everything_open, phone), *again):
        answer = (stranger if place.startswith("/j") else phone).get(place)
        assert narrow(answer.text) == ([], []), place


@pytest.mark.parametrize(("language", "tag"), [("en", "en"), ("zh", "zh-Hans")])
def test_every_page_names_its_language_and_labels_its_fields(everything_open, language, tag):
    phone = everything_open.joined(language=language)
    for place in places(everything_open, phone):
        if place.startswith("/j"):
            continue
        page = phone.get(place).text
        assert f'<html lang="{tag}">' in page
        labelled = set(re.findall(r'<label for="([^"]+)"', page))
        for field in re.findall(r'<(?:input|textarea)(?![^>]*type="(?:hidden|radio)")[^>]* id="([^"]+)"', page):
            assert field in labelled
        for button in re.findall(r"<button([^>]*)>\s*</button>", page):
            assert 'aria-hidden="true"' in button


def test_text_and_edges_have_enough_contrast():
    """WCAG 2.2: text 4.5:1 (1.4.3), edges of controls 3:1 (1.4.11); the luminance formula is the standard's."""
    from components.ballot import pages

    colours = dict(re.findall(r"--(\w+):(#[0-9a-f]{6})", pages.style("join.html")))
    for text in ("ink", "soft", "teal"):
        assert _contrast(colours[text], "#ffffff") >= 4.5
        assert _contrast(colours[text], colours["pale"]) >= 4.5
    assert _contrast("#ffffff", colours["teal"]) >= 4.5
    assert _contrast(colours["edge"], "#ffffff") >= 3
    assert _contrast("#3d2e00", "#ffe9a8") >= 4.5


def test_the_contrast_of_black_on_white_is_21():
    assert round(_contrast("#000000", "#ffffff"), 6) == 21


def test_a_page_is_as_small_as_its_gzip_says(everything_open):
    answer = everything_open.phone().get(f"/j/{everything_open.code}")
    assert abs(len(gzip.compress(answer.content, 5)) - int(answer.headers["content-length"])) < 50


def _contrast(one, other):
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour):
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
