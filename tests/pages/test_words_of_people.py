"""What people wrote is drawn as words on every page, and no page falls over a workshop that lost what it was about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from components.workshop.store import Edit, removal
from tests.screens import PAGES

PICTURE = "![p](http://e.example/p.png)"
HOSTILE = f"{PICTURE} [l](javascript:alert(1)) <img src=x onerror=alert(1)> **b**"
_MARKDOWN = ("markdown", "caption", "error", "warning", "info", "success", "title", "header", "subheader")
_NAMED = ("city", "option", "partnership", "source")
EVERYWHERE = ("start", *PAGES, "present", "method")


def renamed(state) -> list[Edit]:
    """The edits that give everything a hostile name."""
    edits = [
        Edit(kind, record.code, "name", HOSTILE) for kind, found in state.records if kind in _NAMED for record in found
    ]
    return [*edits, *(Edit("setting", "main", field, HOSTILE) for field in ("title", "decision_asked", "purpose"))]


def blocks(node: Any) -> Iterator[Any]:
    """Everything on the page."""
    for child in getattr(node, "children", {}).values():
        yield child
        yield from blocks(child)


def bare(tab) -> list[tuple[str, str]]:
    """Places where Streamlit would read what people wrote as Markdown or HTML."""
    drawn = [(kind, str(node.value)) for kind in _MARKDOWN for node in getattr(tab.at, kind)]
    found = [place for place in drawn if PICTURE in place[1]]
    found += [("html", body) for node in tab.at.get("html") if "<img" in (body := str(node.proto.body))]
    for block in blocks(tab.at._tree):
        proto = getattr(block, "proto", None)
        shown = [str(getattr(proto, field, "")) for field in ("label", "help")]
        if block.type == "button_group":
            shown += [str(option) for option in proto.options]
        found += [(block.type, words) for words in shown if PICTURE in words]
    return found


def scenes(tab) -> Iterator[list[tuple[str, str]]]:
    """What is bare in every scene of the officials' view."""
    while not tab.at.button(key="forward").disabled:
        tab.click("forward")
        yield bare(tab)


def test_names_with_markdown_and_html_are_words_on_every_page(demo, store):
    store.commit(demo.workshop, renamed(store.snapshot(demo.workshop).state), by="facilitator")
    for page in EVERYWHERE:
        assert bare(demo.open(page)) == [], page
    demo.open("present")
    assert [found for found in scenes(demo) if found] == []


@pytest.mark.parametrize("gone", [("C2",), ("C1", "C2", "C3")])
def test_every_page_stands_when_cities_options_and_years_were_taken_away(demo, store, gone):
    edits = [removal("option", "P01"), *(removal("city", code) for code in gone)]
    edits += [Edit("setting", "main", "years", 3), Edit("setting", "main", "first_year", 2029)]
    store.commit(demo.workshop, edits, by="facilitator")
    for page in EVERYWHERE:
        demo.open(page)
    list(scenes(demo.open("present")))
