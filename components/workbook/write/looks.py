"""Formats of the book: forms of numbers x who wrote the cell, in a font that has Chinese characters."""

from __future__ import annotations

from typing import Any

FONTS = {"en": "Arial", "zh": "Microsoft YaHei"}
FORMS = {
    "text": "@",
    "whole": "#,##0;(#,##0);0",
    "one": "#,##0.0;(#,##0.0);0.0",
    "two": "#,##0.00;(#,##0.00);0.00",
    "four": "0.0000",
    "spare": "#,##0;(#,##0);",
    "spare_two": "#,##0.00;(#,##0.00);",
    "year": "0",
    "share": "0%",
    "word": "General",
}
NAVY, RED, LINE = "#1F3864", "#C00000", "#BFBFBF"

TONES: dict[str, dict[str, Any]] = {
    "alarm": {"bold": True, "font_color": RED},
    "bad": {"bold": True, "font_color": "#9C0006", "bg_color": "#FFC7CE"},
    "near": {"font_color": "#7A4B00", "bg_color": "#FFEB9C"},
    "good": {"font_color": "#006100", "bg_color": "#E2F0D9"},
}
_PLAIN: dict[str, Any] = {"font_size": 10, "valign": "top", "text_wrap": True}
_TABLE = {**_PLAIN, "border": 1, "border_color": LINE}
LOOKS: dict[str, dict[str, Any]] = {
    "input": {**_TABLE, "font_color": "#0000C0", "bg_color": "#FFF9DB", "locked": False},
    "written": {**_TABLE, "font_color": "#595959"},
    "open": {**_TABLE, "font_color": "#595959", "locked": False},
    "formula": {**_TABLE, "font_color": "#000000"},
    "follows": {**_TABLE, "font_color": "#000000", "locked": False},
    "total": {**_TABLE, "font_color": "#000000", "bold": True, "top": 2, "bg_color": "#F2F2F2"},
    "label": {**_TABLE, "bold": True, "font_color": "#000000", "bg_color": "#F2F2F2"},
    "head": {**_TABLE, "bold": True, "font_color": "#FFFFFF", "bg_color": NAVY, "valign": "vcenter"},
    "head_right": {**_TABLE, "bold": True, "font_color": "#FFFFFF", "bg_color": NAVY, "valign": "vcenter"},
    "head_filter": {**_TABLE, "bold": True, "font_color": "#FFFFFF", "bg_color": NAVY},
    "head_right_filter": {**_TABLE, "bold": True, "font_color": "#FFFFFF", "bg_color": NAVY},
    "title": {"font_size": 16, "bold": True, "font_color": NAVY, "valign": "vcenter"},
    "heading": {"font_size": 12, "bold": True, "font_color": NAVY, "valign": "bottom"},
    "purpose": {**_PLAIN, "italic": True, "font_color": "#404040"},
    "note": {**_PLAIN, "font_color": "#404040"},
    "warning": {**_PLAIN, "bold": True, "font_color": RED},
    "banner": {"font_size": 11, "bold": True, "font_color": "#FFFFFF", "bg_color": RED, "valign": "vcenter"},
    "link": {**_TABLE, "font_color": "#0563C1", "underline": 1},
    "lead": {
        "font_size": 13, "bold": True, "text_wrap": True, "valign": "vcenter", "border": 1, "border_color": NAVY,
        "font_color": "#0000C0", "bg_color": "#FFF9DB", "locked": False,
    },
}


class Looks:
    """The formats of one book, each made once."""

    def __init__(self, workbook: Any, language: str) -> None:
        self._workbook = workbook
        self._made: dict[tuple[str, str, bool], Any] = {}
        self.font = FONTS.get(language, FONTS["en"])

    def of(self, look: str, form: str = "text", *, words: bool = False) -> Any:
        """The format of a look and form; `words`: the cell holds words where a number would stand."""
        key = (look, form, words)
        if key not in self._made:
            properties = {**LOOKS[look], "font_name": self.font, "num_format": FORMS[form]}
            if look in ("formula", "follows") and form == "text":
                # A cell of the format «text» would show the formula itself as soon as somebody edits it
                properties["num_format"] = "General"
            if "border" in properties and look != "lead":
                properties.update(align="left" if form == "text" else "right", indent=1)
            elif form != "text":
                properties["align"] = "right"
            if words and form != "text":
                properties["italic"] = True
            if look.startswith("head_right"):
                properties["align"] = "right"
            self._made[key] = self._workbook.add_format(properties)
        return self._made[key]

    def alarm(self) -> Any:
        """What stands over the format of a cell while its text says that something is wrong."""
        return self.tone("alarm")

    def tone(self, name: str) -> Any:
        """What stands over the format of a cell: alarm, bad, near or good."""
        key = ("tone", name, False)
        if key not in self._made:
            self._made[key] = self._workbook.add_format(TONES[name])
        return self._made[key]
