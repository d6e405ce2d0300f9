"""A participant's phone without JavaScript: joins, answers every open ballot, and remembers what it gave."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle
from typing import Any

Given = tuple[str, str, str, str, int]
"""City, instrument, subject, item, value: what the workbook must hold, and nothing else."""


class Handset:
    """`scores` are given in turn, one tap each."""

    def __init__(self, page: Any, address: str, city: str, scores: tuple[int, ...]) -> None:
        self.page = page
        self.city = city
        self.given: list[Given] = []
        self._scores: Iterator[int] = cycle(scores)
        page.goto(address)

    def join(self, name: str) -> None:
        """Chooses city and the first group, agrees."""
        self.page.locator("label", has_text=name).click()
        self.page.locator("label:has(input[name=group])").first.click()
        self._go("button.go")

    def begin(self) -> None:
        """Goes from wherever it is to the first open ballot."""
        self.home()
        self._go("a.card")

    def home(self) -> None:
        """The list of ballots."""
        self.page.goto("/".join(self.page.url.split("?")[0].replace("/j/", "/b/").split("/")[:5]))

    def tap(self) -> None:
        """Answers the question on the page: one tap, and the receipt says so."""
        instrument = self._hidden("ballot").split(".")[0]
        subject, item, value = self._hidden("subject"), self._hidden("item"), next(self._scores)
        self._go(f'button[name=pick][value="{value}"]')
        receipt = self.page.locator(".receipt b").inner_text()
        assert "✔" in receipt
        self.given.append((self.city, instrument, subject, item, value))

    def answer_all(self) -> None:
        """Taps until the ballot has no question without a mark."""
        while self.page.locator(".marks").count():
            self.tap()

    def share_out(self, points: dict[str, int]) -> None:
        """Types 100 points and saves."""
        for code, value in points.items():
            self.page.locator(f'input[name="points.{code}"]').fill(str(value))
            self.given.append((self.city, "weights", "all", code, value))
        self._go("button.go")

    def _go(self, place: str) -> None:
        """Taps and waits for the page that answers."""
        with self.page.expect_navigation():
            self.page.locator(place).first.click()

    def _hidden(self, name: str) -> str:
        return str(self.page.locator(f"#mark input[name={name}]").get_attribute("value"))
