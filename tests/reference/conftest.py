"""Reference cases that nobody of this project computed lie beside the project, not in it: some may not be copied."""

from pathlib import Path

import pytest

REFERENCES = Path(__file__).parents[2].parent / "shared" / "references"
collect_ignore_glob = [] if REFERENCES.exists() else ["test_*.py"]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says when they were left out."""
    if collect_ignore_glob:
        terminalreporter.write_line("LEFT OUT the reference cases: no folder shared/references beside the project")


@pytest.fixture(scope="session")
def references() -> Path:
    """The folder of the reference cases."""
    return REFERENCES
