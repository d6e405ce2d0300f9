import ast
from pathlib import Path

from components.workshop import people


def test_every_name_is_gathered_once_and_this_file_does_nothing_itself():
    tree = ast.parse(Path(people.__file__).read_text(encoding="utf-8"))
    gathered = [alias.name for node in tree.body if isinstance(node, ast.ImportFrom) for alias in node.names]
    assert sorted(gathered) == sorted({*people.__all__, "annotations"})
    assert not any(isinstance(node, ast.FunctionDef | ast.ClassDef) for node in tree.body)
