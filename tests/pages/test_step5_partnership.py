"""The clauses of the agreement."""


def test_a_clause_without_words_is_not_agreed(three, store):
    three.open("step5_partnership").part("step5", "clauses")
    code = next(key.split(".")[2] for key in sorted(three.widgets) if ".clause." in key)
    three.write("clause", code, "status", "agreed")
    assert three.says("edits.empty_clause")
    three.write("clause", code, "text", "The cities meet every quarter.").write("clause", code, "status", "agreed")
    [clause] = [row for name, rows in store.snapshot(three.workshop).state.records if name == "clause" for row in rows]
    assert (clause.text, clause.status) == ("The cities meet every quarter.", "agreed")
