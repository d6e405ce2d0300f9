import csv

from components.errors import Problem
from components.framework.catalogue import load
from components.framework.reading import read_rows


def test_columns_that_are_missing_unknown_or_repeated(table_copy, problems_of):
    path = table_copy / "tiers.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    header = rows[0]
    header[header.index("order")] = "rank"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([*row, row[-1]] for row in rows)
    found = {(problem.key.rsplit(".", 1)[1], problem.values["column"]) for problem in problems_of(table_copy)}
    assert found == {("missing_column", "order"), ("unknown_column", "rank"), ("repeated_column", "note")}


def test_a_row_that_is_too_short_an_open_quote_and_an_empty_file(table_copy, problems_of):
    with (table_copy / "tiers.csv").open("a", encoding="utf-8") as file:
        file.write("extra,too short\n")
    (table_copy / "natures.csv").write_text('code,label_en\n"new,never closed\n', encoding="utf-8")
    (table_copy / "themes.csv").write_text("", encoding="utf-8")
    found = {(problem.key.rsplit(".", 1)[1], problem.values["file"]) for problem in problems_of(table_copy)}
    assert ("unreadable_row", "tiers.csv") in found
    assert ("broken_quotes", "natures.csv") in found
    assert ("empty_file", "themes.csv") in found
    short = next(problem for problem in problems_of(table_copy) if problem.key.endswith("unreadable_row"))
    assert short.values == {"file": "tiers.csv", "line": "6", "found": "2", "expected": "9"}


def test_a_file_in_another_encoding_is_named_with_its_line(table_copy, problems_of):
    content = (table_copy / "tiers.csv").read_bytes().splitlines(keepends=True)
    content[2] = content[2].decode().encode("gb18030")
    (table_copy / "tiers.csv").write_bytes(b"".join(content))
    (problem,) = problems_of(table_copy)
    assert problem == Problem("framework.fault.not_utf8", {"file": "tiers.csv", "line": "3"})


def test_lines_are_counted_over_cells_with_line_breaks_and_blank_lines(table_copy, problems_of):
    path = table_copy / "natures.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[1] = lines[1].replace("New", '"New\nor so"', 1)
    path.write_text("\n".join([lines[0], "", *lines[1:], "new,a,b,c,design,"]) + "\n", encoding="utf-8")
    (problem,) = problems_of(table_copy)
    # Header, blank, the first row over two lines, five more rows: the planted one stands in line 10.
    assert (problem.values["line"], problem.values["first"]) == ("10", "3")


def test_a_byte_order_mark_is_no_fault(table_copy):
    path = table_copy / "tiers.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert load(table_copy) == load()


def test_cells_lose_their_outer_spaces_and_keep_their_commas(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text('b,a\n" x, y ",1\n', encoding="utf-8")
    (row,), problems = read_rows(path, ("a", "b"))
    assert problems == ()
    assert (row.line, row.cells) == (2, {"a": "1", "b": "x, y"})
