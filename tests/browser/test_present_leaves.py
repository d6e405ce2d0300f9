"""All scenes on one page as Chromium prints them: a landscape sheet for each, nothing cut, nothing to press."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from components.language import texts
from components.walk.present import SCENES
from tests.browser.projector import until
from tests.browser.reading import faint, narrow, unnamed

pytestmark = [pytest.mark.needs_chromium, pytest.mark.needs_pdftoppm]

# What is wider than its sheet, or a text that runs out of the cell that holds it.
_CUT = """() => {
  const found = [];
  for (const leaf of document.querySelectorAll('[class*="st-key-leaf-"]:not([class*="st-key-leaf-foot"])')) {
    const edge = leaf.getBoundingClientRect();
    for (const part of leaf.querySelectorAll('p, h1, h2, th, td, li, small, b, i, span, img')) {
      if (part.closest('.scn-sr')) continue;
      const box = part.getBoundingClientRect();
      const held = getComputedStyle(part).overflowX !== 'visible';
      const cut = held && part.scrollWidth > part.clientWidth + 1;
      if (box.width && (box.right > edge.right + 1 || box.left < edge.left - 1 || cut)) {
        found.push(part.textContent.slice(0, 40));
      }
    }
  }
  return found;
}"""
# The inside of a landscape A4 sheet with margins of 8 mm, at 96 points to the inch.
_SHEET = {"width": 1062, "height": 733}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_scene_prints_on_one_sheet_with_its_label_and_nothing_is_cut(inside, shot, tmp_path, language):
    t = texts(language)
    inside("present", language).click("again")  # no vote that somebody left
    screen = inside("scenes", language)
    until(lambda: t("present.seeking") not in screen.words)
    screen.settle()
    assert faint(screen.page) == []
    assert unnamed(screen.page) == []
    assert narrow(screen.page) == []
    shot.keep(screen.page, f"present-{language}-leaves")
    printed = tmp_path / "scenes.pdf"
    screen.page.pdf(path=printed, prefer_css_page_size=True, print_background=True)
    sheets = _words_of_sheets(printed)
    assert len(sheets) == len(SCENES)
    for number, (name, words) in enumerate(zip(SCENES, sheets, strict=True), start=1):
        assert _plain(t(f"present.{name}.kicker")) in words, name
        assert _plain(t("charts.demonstration")) in words, name
        assert _plain(t("present.place", number=number, of=len(SCENES))) in words, name
        assert _plain(t("present.leaves.back")) not in words, name
    assert _plain(t("present.leaves.slips", least=3)) in sheets[SCENES.index("project")]
    screen.page.set_viewport_size(_SHEET)
    screen.page.emulate_media(media="print")
    assert screen.page.evaluate(_CUT) == []


def _words_of_sheets(printed):
    """The words of every page without spaces, which a line break may stand for."""
    program = shutil.which("pdftotext")
    assert program
    text = subprocess.run([program, "-raw", str(printed), "-"], capture_output=True, text=True, check=True).stdout
    size = subprocess.run(["pdfinfo", str(printed)], capture_output=True, text=True, check=True).stdout
    wide, high = (float(found) for found in re.findall(r"Page size:\s+([\d.]+) x ([\d.]+)", size)[0])
    assert wide > high
    return [_plain(page) for page in text.split("\f")[:-1]]


def _plain(words):
    return re.sub(r"\s+", "", words)
