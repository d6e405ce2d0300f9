"""The pages of the ballot: templates, texts and the headers that every page carries.

Everything a page needs is in it: one style sheet inline, no script, no picture, no font, so that a page is one small
answer. Whatever people wrote is escaped by the templates.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse

from components.errors import ToolError
from components.language import DEFAULT_LANGUAGE, LANGUAGES, texts

_TEMPLATES = Path(__file__).parent / "templates"
_HTML_LANGUAGE = {"en": "en", "zh": "zh-Hans"}
# Okabe–Ito; a city keeps its place in this list, beside its symbol, on every screen, page and sheet.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#F0E442", "#000000")


@cache
def _style() -> str:
    css = (_TEMPLATES / "ballot.css").read_text(encoding="utf-8")
    css += "".join(f".c{number}{{color:{colour}}}\n" for number, colour in enumerate(COLOURS))
    return "".join(line.strip() for line in css.splitlines())


@cache
def _headers() -> dict[str, str]:
    digest = base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    return {
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cache-Control": "no-store",
    }


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["style"] = Markup(_style())  # noqa: S704 - our own file, which nobody writes at run time
    return environment


def page(template: str, language: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """A page in a language. `values` are the template's; texts that people wrote are escaped there."""
    made = _environment().get_template(template)
    body = made.render(
        t=texts(language),
        language=language,
        html_language=_HTML_LANGUAGE[language],
        other=next(code for code in LANGUAGES if code != language),
        languages=LANGUAGES,
        **{"guest": None, "demonstration": False, "reload_seconds": 0, "progress": None, **values},
    )
    lines = (line.strip() for line in body.splitlines())
    return HTMLResponse("\n".join(line for line in lines if line), status_code=status, headers=_headers())


def refused(request: Request, status: int, error: ToolError) -> HTMLResponse:
    """The page that says what was refused and that nothing was changed, with the way back."""
    language = getattr(request.state, "language", None) or preferred_language(request)
    code = str(request.path_params.get("code", ""))
    return page("refused.html", language, status=status, message=texts(language).error(error), code=code)


def seen(path: str) -> RedirectResponse:
    """After a form: the browser asks for this page anew, so that reloading it sends nothing twice."""
    return RedirectResponse(path, status_code=303, headers={"Cache-Control": "no-store"})


def preferred_language(request: Request, fallback: str = DEFAULT_LANGUAGE) -> str:
    """The language to read in before anybody has joined: chosen, or the browser's, or `fallback`."""
    if (chosen := request.query_params.get("l", "")) in LANGUAGES:
        return chosen
    for wanted in request.headers.get("accept-language", "").split(","):
        primary = wanted.split(";")[0].strip().lower().split("-")[0]
        if primary in LANGUAGES:
            return primary
    return fallback
