import shutil
from pathlib import Path

import pytest

from components.errors import CatalogueError
from components.framework.catalogue import DATA, Catalogue, load
from components.framework.schema import read_schema

HEADER = "table,column,type,required,refers_to,description\n"


def schema_of(tmp_path: Path, *lines: str):
    (tmp_path / "schema.csv").write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    return read_schema(tmp_path)


def test_a_label_is_two_columns_and_anchors_are_twelve(tmp_path):
    schema, problems = schema_of(
        tmp_path, "t,name,label,true,,x", "t,anchors,anchors,true,,x", "t,size,number,false,,x"
    )
    assert problems == ()
    name, anchors, size = schema.of("t")
    assert name.cells == ("name_en", "name_zh")
    assert anchors.cells[:2] == ("anchor0_en", "anchor0_zh")
    assert anchors.cells[-1] == "anchor5_zh"
    assert len(anchors.cells) == 12
    assert size.cells == ("size",)
    assert not size.required


def test_common_columns_come_first_and_stay_out_of_parameters(tmp_path):
    schema, _ = schema_of(tmp_path, "*,code,code,true,,x", "t,size,number,true,,x", "parameters,value,number,true,,x")
    assert [column.name for column in schema.of("t")] == ["code", "size"]
    assert [column.name for column in schema.of("parameters")] == ["value"]
    assert schema.tables == ("t", "parameters")


def test_faults_of_the_schema_itself(tmp_path):
    _, problems = schema_of(tmp_path, "t,a,colour,true,,x", "t,b,ref,true,,x", "t,c,text,perhaps,,x")
    assert [(problem.key.rsplit(".", 1)[1], problem.values["line"]) for problem in problems] == [
        ("unknown_type", "2"),
        ("missing_cell", "3"),
        ("not_boolean", "4"),
    ]


def test_every_table_is_declared_and_every_declaration_used():
    schema, problems = read_schema(DATA)
    assert problems == ()
    tables = {path.stem for path in DATA.glob("*.csv")} - {"schema"}
    assert tables == set(Catalogue.__dataclass_fields__)
    assert set(schema.tables) <= tables | {"parameters"}


def test_a_column_the_program_does_not_know_and_one_it_misses(tmp_path):
    folder = tmp_path / "framework"
    shutil.copytree(DATA, folder)
    text = (folder / "schema.csv").read_text(encoding="utf-8")
    (folder / "schema.csv").write_text(text.replace("tiers,order,integer", "tiers,rank,integer"), encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        load(folder)
    found = {(problem.key.rsplit(".", 1)[1], problem.values["column"]) for problem in caught.value.problems}
    assert {("not_declared", "order"), ("not_taken", "rank")} <= found
