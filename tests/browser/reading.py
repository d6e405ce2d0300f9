"""Checks of a drawn page after WCAG 2.2: contrast of text (1.4.3), names of inputs (4.1.2), size of targets (44 px).

What a picture's own canvas draws is not text of the page; disabled controls and text that is hidden are left out, as
the guideline does.
"""

from __future__ import annotations

from typing import Any

_FAINT = """() => {
  const parse = (text) => (text.match(/[\\d.]+/g) || [0, 0, 0, 0]).map(Number);
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((v) => v / 255).map((v) => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = parse(getComputedStyle(at).backgroundColor);
      if (colour.length < 4 || colour[3] > 0.5) return colour;
    }
    return [255, 255, 255];
  };
  const shade = (element) => {
    let found = 1;
    for (let at = element; at; at = at.parentElement) found *= Number(getComputedStyle(at).opacity);
    return found;
  };
  const found = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const words = walker.currentNode.textContent.trim();
    if (!words || !element.checkVisibility({checkVisibilityCSS: true, checkOpacity: true})) continue;
    if (element.closest('script, style, noscript, [disabled], [aria-disabled="true"], [aria-hidden="true"]')) continue;
    // The number of a slider floats over its knob, on the page's own ground
    if (element.closest('[data-testid="stSliderThumbValue"]')) continue;
    const style = getComputedStyle(element);
    const back = ground(element);
    const alpha = shade(element) * (parse(style.color)[3] ?? 1);
    const front = parse(style.color).slice(0, 3).map((v, i) => v * alpha + back[i] * (1 - alpha));
    const [one, two] = [light(front), light(back)].sort((a, b) => b - a);
    const ratio = (one + 0.05) / (two + 0.05);
    const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && style.fontWeight >= 700);
    if (ratio < (large ? 3 : 4.5)) found.add(`${ratio.toFixed(2)} ${words.slice(0, 40)}`);
  }
  return [...found];
}"""

_UNNAMED = """() => [...document.querySelectorAll('input, textarea, select, button, a[href]')]
  .filter((element) => element.type !== 'hidden' && element.checkVisibility({checkVisibilityCSS: true}))
  .filter((element) => !element.closest('[aria-hidden="true"], .vega-embed'))
  .filter((element) => !(element.getAttribute('aria-label') || '').trim() && !element.title
    && !element.innerText?.trim()
    && ![...(element.labels || [])].some((label) => label.textContent.trim())
    && !(element.getAttribute('aria-labelledby') || '').split(' ')
      .some((id) => document.getElementById(id)?.textContent.trim())
    && !element.querySelector('img[alt]:not([alt=""])'))
  .map((element) => element.outerHTML.slice(0, 120))"""

_NARROW = """(least) => [...document.querySelectorAll('button, a[href], summary, [role=tab]')]
  .filter((element) => element.checkVisibility({checkVisibilityCSS: true}))
  .filter((element) => !element.closest('[data-testid="stElementToolbar"], [data-testid="stDataFrame"], p a'))
  .filter((element) => !element.closest('[data-testid="stSelectbox"]'))
  .map((element) => [element, element.getBoundingClientRect()])
  .filter(([, box]) => box.width > 1 && (box.height < least - 0.6 || box.width < least - 0.6))
  .map(([element, box]) => `${Math.round(box.width)}x${Math.round(box.height)} ${element.outerHTML.slice(0, 90)}`)"""

LEAST = 44


def faint(page: Any) -> list[str]:
    """Texts with less than 4.5 : 1 (large ones 3 : 1) to what is behind them."""
    return list(page.evaluate(_FAINT))


def unnamed(page: Any) -> list[str]:
    """Inputs, buttons and links without a name for a screen reader."""
    return list(page.evaluate(_UNNAMED))


def narrow(page: Any, least: int = LEAST) -> list[str]:
    """Targets that are smaller than a finger."""
    return list(page.evaluate(_NARROW, least))
