"""Score sheets on paper: A4 pages that the browser prints, one language a sheet, numbered, with the way in by phone.

Only who may download sheets gets them. A page needs nothing but itself: the style and the one line of script are
inline and named by their hashes.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from components.ballot.access import COOKIE
from components.ballot.address import join_address, qr_svg
from components.ballot.desk import Desk
from components.ballot.pages import drawn, preferred_language
from components.ballot.refusal import RefusalError
from components.ballot.rooms import Room
from components.ballot.sheet_layout import card_pages, compared, pages, row_heights
from components.language import texts
from components.workbook.write.score_sheet_plan import Form, forms
from components.workshop import people
from components.workshop.asking.subjects import both
from components.workshop.edits.room import latest_sitting
from components.workshop.instruments import SCALE_0_5, criteria_in_use

MOST_SHEETS, HIGHEST_NUMBER = 60, 99_999
_PRINT = "document.getElementById('print').addEventListener('click',()=>print())"
_TEMPLATES = Path(__file__).parent / "templates"


class Sheets:
    """Answers with pages to be printed."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def show(self, request: Request) -> Response:
        """Numbered sheets of one ballot: `from`, `n`, `city` and `group` (empty for boxes to tick), `l`."""
        room, form, language = self._asked(request)
        first, count = _whole(request, "from", HIGHEST_NUMBER), _whole(request, "n", MOST_SHEETS)
        group = request.query_params.get("group", "")
        groups = room.catalogue.stakeholder_groups
        if group and all(one.code != group for one in groups):
            raise RefusalError(404, "ballot.refused.group")
        names = {code: label(language) for code, label in dict(criteria_in_use(room.state, room.catalogue)).items()}
        address = _join_address(request, room)
        instrument = form.instrument
        shared = form.shared_anchors or tuple(row.label for row in room.catalogue.general_anchors)
        return _page(
            "sheet.html",
            language,
            room,
            form,
            sheets=range(first, first + count),
            pages=pages(form, language, names),
            hint=_hint(form, language),
            cities=_cities(room, language),
            groups=groups,
            chosen_city=form.city,
            chosen_group=group,
            anchors=shared if instrument.scale == SCALE_0_5 else (),
            names=names,
            compared=compared,
            address=address,
            qr=Markup(qr_svg(address)),  # noqa: S704 - made from our own address
        )

    def card(self, request: Request) -> Response:
        """What each point of the scale means, statement by statement: one card lies on each table."""
        room, form, language = self._asked(request)
        if form.instrument.scale != SCALE_0_5 or form.shared_anchors:
            raise RefusalError(404, "paper.refused.no_card")
        return _page("sheet_card.html", language, room, form, pages=card_pages(form, language))

    def _asked(self, request: Request) -> tuple[Room, Form, str]:
        """Room, sheet and language. Raises RefusalError for whoever may not have sheets, before saying what exists."""
        room = self._desk.room(request)
        access = people.role_of(self._desk.rooms.store, request.cookies.get(COOKIE, ""))
        if access is None or access[0] != room.code or not people.may(access[1], "download_sheets"):
            raise RefusalError(403, "people.not_allowed")
        city = request.query_params.get("city", "")
        if city and room.city(city) is None:
            raise RefusalError(404, "ballot.refused.city")
        wanted = request.path_params["ballot"]
        found = next((one for one in forms(room.state, room.catalogue, city) if one.instrument.code == wanted), None)
        if found is None:
            raise RefusalError(404, "paper.refused.nothing_to_ask")
        return room, found, preferred_language(request, room.state.setting.language)


def _cities(room: Room, language: str) -> list[dict[str, str]]:
    """The partner cities as their boxes are labelled."""
    return [
        {
            "code": city.code,
            "symbol": city.symbol,
            "label": both(room.state, city.name, city.name_second)(language),
        }
        for city in room.state.cities
    ]


def _page(template: str, language: str, room: Room, form: Form, **values: object) -> Response:
    t = texts(language)
    title = form.instrument.title(t)
    if form.round > 1:
        title = t("paper.sheet.round", ballot=title, n=form.round)
    body = drawn(
        template,
        language,
        css=Markup(_css()),  # noqa: S704 - our own file
        print_script=Markup(_PRINT),  # noqa: S704 - our own line
        title=title,
        room=room,
        form=form,
        **{**values, "demonstration": room.state.setting.demonstration},
    )
    return HTMLResponse(body, headers=_headers())


def _hint(form: Form, language: str) -> str:
    t, key = texts(language), f"ballot.ask.{form.instrument.code}"
    if form.instrument.scale != SCALE_0_5:
        # What to do stands in place of the anchors.
        return ""
    lead = t(f"{key}.lead") if t.has(f"{key}.lead") else ""
    hint = t(f"{key}.hint") if t.has(f"{key}.hint") else ""
    own = "" if form.city or all(not one.cities for one in form.instrument.subjects) or len(form.blocks) < 2 else "own"
    return " ".join(filter(None, (lead or hint, t("paper.sheet.only_yours") if own else "")))


def _join_address(request: Request, room: Room) -> str:
    sitting = latest_sitting(room.state)
    return join_address(room.code, request.url.port or 80, sitting.address if sitting and sitting.address else None)


def _whole(request: Request, name: str, most: int) -> int:
    text = request.query_params.get(name, "1")
    if not (text.isascii() and text.isdigit() and len(text) < 6 and 1 <= int(text) <= most):
        raise RefusalError(400, "paper.refused.number", most=most)
    return int(text)


@cache
def _css() -> str:
    css = (_TEMPLATES / "sheet.css").read_text(encoding="utf-8")
    return "".join(line.strip() for line in css.splitlines()) + row_heights()


@cache
def _headers() -> dict[str, str]:
    policy = (
        f"default-src 'none'; style-src '{_hash(_css())}'; script-src '{_hash(_PRINT)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    return {
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cache-Control": "no-store",
    }


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
