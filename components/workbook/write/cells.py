"""What stands in one cell: a value, how it is printed, who wrote it, and the formula if it has one.

Who wrote it is shown by colour and by the legend on the cover: inputs blue on pale yellow, formulas black and locked,
what the program wrote grey. A number that is None is not known: it is printed in words and never counts as zero.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

INPUT, WRITTEN, FORMULA = "input", "written", "formula"
Value = str | float | int | bool | None


@dataclass(frozen=True)
class Cell:
    """One cell. `form`: text, whole, one, two, four, year, share; spare: a number that is nothing yet when it is 0;
    word: a text where numbers stand.

    `choices`: name of the list of 21_Lists that it takes.

    `of`: kind, code and field of the record that an input states, so that an edited book can be read back.

    `link`: address inside the book. A formula always carries its `value`, the program's own number.
    """

    value: Value
    form: str = "text"
    look: str = WRITTEN
    formula: str = ""
    choices: str = ""
    link: str = ""
    of: tuple[str, ...] = ()

    def as_total(self) -> Cell:
        """The same cell in the look of a total."""
        return replace(self, look="total")


def given(value: Value, form: str = "text", choices: str = "", *, of: tuple[str, ...] = ()) -> Cell:
    """An input of the room. of: kind, code and field of its record; empty when it is made of several."""
    return Cell(value, form, INPUT, choices=choices, of=of)


def written(value: Value, form: str = "text") -> Cell:
    """A value that the program wrote."""
    return Cell(value, form)


def formula(text: str, value: Value, form: str = "whole") -> Cell:
    """A live formula with the value that the program found. Raises ValueError without one: previews would be empty."""
    if value is None or not text.startswith("="):
        raise ValueError(text)
    return Cell(value, form, FORMULA, formula=text)


def label(text: str) -> Cell:
    """The bold word at the beginning of a line."""
    return Cell(text, look="label")
