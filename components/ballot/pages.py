"""The pages of the ballot: templates, texts and the headers that every page carries.

Everything a page needs is in it: one style sheet and one script inline, no picture, no font, so that a page is one
small answer. The policy names the two by their hashes, and nothing else may run. Whatever people wrote is escaped by
the templates, without the characters that steer a terminal or turn the direction of the text around them.
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
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from components.errors import ToolError
from components.language import DEFAULT_LANGUAGE, LANGUAGES, only_words, texts

_TEMPLATES = Path(__file__).parent / "templates"
_HTML_LANGUAGE = {"en": "en", "zh": "zh-Hans"}
_PLAIN_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}
# The longest pages carry only the styles that they need; the others carry all.
_STYLES: dict[str, tuple[str, ...]] = {
    "list.html": (),
    "pairs.html": (),
    "revealed.html": (),
    "revealed_subject.html": (),
    "question.html": ("marks",),
    "home.html": ("forms",),
}
# Okabe–Ito; a city keeps its place in this list, beside its symbol, on every screen, page and sheet.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#F0E442", "#000000")


@cache
def style(template: str) -> str:
    """The style sheet of a page: what all share, and what pages of this kind need."""
    parts = ("ballot", *_STYLES.get(template, ("marks", "forms")))
    css = "\n".join((_TEMPLATES / f"{part}.css").read_text(encoding="utf-8") for part in parts)
    css += "".join(f".c{number}{{color:{colour}}}\n" for number, colour in enumerate(COLOURS))
    return "".join(line.strip() for line in css.splitlines())


@cache
def _script(name: str = "ballot") -> str:
    lines = (line.strip() for line in (_TEMPLATES / f"{name}.js").read_text(encoding="utf-8").splitlines())
    return "\n".join(line for line in lines if not line.startswith("//"))


@cache
def _headers(template: str) -> dict[str, str]:
    scripts = " ".join(f"'{_hash(_script(name))}'" for name in ("ballot", "looking"))
    policy = (
        f"default-src 'none'; style-src '{_hash(style(template))}'; script-src {scripts}; "
        "connect-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    return {"Content-Security-Policy": policy, **_PLAIN_HEADERS}


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def clean(value: Any) -> Any:
    """A value as it is drawn: texts without control characters and without marks that turn the reading direction."""
    return only_words(value) if type(value) is str else value


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=clean,
    )
    environment.globals["script"] = Markup(_script())  # noqa: S704 - our own file, which nobody writes at run time
    environment.globals["looking"] = Markup(_script("looking"))  # noqa: S704 - as the script
    return environment


def page(template: str, language: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """A page in a language. `values` are the template's; texts that people wrote are escaped there."""
    return HTMLResponse(drawn(template, language, **values), status_code=status, headers=_headers(template))


def drawn(template: str, language: str, **values: Any) -> str:
    """A template as text, without empty lines."""
    made = _environment().get_template(template)
    body = made.render(
        t=texts(language),
        language=language,
        html_language=_HTML_LANGUAGE[language],
        other=next(code for code in LANGUAGES if code != language),
        languages=LANGUAGES,
        style=Markup(style(template)),  # noqa: S704 - as the script
        **{"guest": None, "demonstration": False, "reload_seconds": 0, "progress": None, "live": True, **values},
    )
    lines = (line.strip() for line in body.splitlines())
    return "\n".join(line for line in lines if line)


def wants_data(request: Request) -> bool:
    """Whether the phone's script asks, which reads data, and not its browser, which shows pages."""
    return "application/json" in request.headers.get("accept", "")


def data(values: dict[str, Any], status: int = 200) -> JSONResponse:
    """An answer for the phone's script."""
    return JSONResponse(values, status_code=status, headers=_PLAIN_HEADERS)


def refused(request: Request, status: int, error: ToolError) -> Response:
    """The page that says what was refused and that nothing was changed, with the way back."""
    language = getattr(request.state, "language", None) or preferred_language(request)
    message = texts(language).error(error)
    if wants_data(request):
        return data({"message": message}, status)
    code = str(request.path_params.get("code", ""))
    return page("refused.html", language, status=status, message=message, code=code)


def seen(path: str) -> RedirectResponse:
    """After a form: the browser asks for this page anew, so that reloading it sends nothing twice."""
    return RedirectResponse(path, status_code=303, headers=_PLAIN_HEADERS)


def preferred_language(request: Request, fallback: str = DEFAULT_LANGUAGE) -> str:
    """The language to read in before anybody has joined: chosen, or the browser's, or `fallback`."""
    if (chosen := request.query_params.get("l", "")) in LANGUAGES:
        return chosen
    for wanted in request.headers.get("accept-language", "").split(","):
        primary = wanted.split(";")[0].strip().lower().split("-")[0]
        if primary in LANGUAGES:
            return primary
    return fallback
