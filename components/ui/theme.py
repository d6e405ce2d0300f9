"""The look that every page shares: the style sheet and the DEMONSTRATION ribbon."""

from __future__ import annotations

import json
from functools import cache
from html import escape
from pathlib import Path

import streamlit as st

from components.language import Texts

_STYLE = Path(__file__).parent / "theme.css"


def inject() -> None:
    """Put the style sheet on the page; once per run, before anything is drawn."""
    st.html(f"<style>{style_sheet()}</style>")


@cache
def style_sheet() -> str:
    """The style sheet, plain CSS."""
    return _STYLE.read_text(encoding="utf-8")


def upload_words(words: str) -> None:
    """Put our own words on the button of a file upload: the ones it comes with are English in every language."""
    shown = json.dumps(words, ensure_ascii=False).replace("<", "")
    # Of a chosen file there are further buttons beside it: to take it back, and to add another.
    own = "[data-testid='stFileUploaderDropzone'] [data-testid='stBaseButton-secondary']"
    st.html(f"<style>{own}::after {{ content: {shown}; }}</style>")


def ribbon(t: Texts, what: str = "") -> None:
    """The band above a page that holds invented data; `what` says which data in plain words."""
    st.html(ribbon_markup(t, what))


def ribbon_markup(t: Texts, what: str = "") -> str:
    """The band as HTML."""
    words = escape(what or t("charts.theme.invented"))
    return f'<div class="scn-ribbon" role="note"><b>{escape(t("charts.demonstration"))}</b> · {words}</div>'
