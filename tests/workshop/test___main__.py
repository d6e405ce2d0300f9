from components.workshop import archive, people
from components.workshop.__main__ import main
from components.workshop.records.cities import City
from components.workshop.store import Edit
from tests.workshop.taps import CODE


def test_a_lost_key_is_replaced_from_the_command_line(store, capsys):
    code, old = people.create(store)
    assert main(["key", code.lower()], store) == 0
    printed = capsys.readouterr().out
    new = next(word.strip(".") for word in printed.split() if word.count("-") == 3)
    assert people.key_fits(new, store.key_hash(code))
    assert not people.key_fits(old, store.key_hash(code))


def test_workshops_are_listed_with_their_titles(store, capsys):
    assert main(["--language", "zh", "list"], store) == 0
    assert capsys.readouterr().out == "本服务器上没有工作坊。\n"
    store.create(CODE, "key")
    store.commit(CODE, [Edit("setting", "main", "title", "Coffee Triangle")], by="facilitator")
    assert main(["list"], store) == 0
    assert capsys.readouterr().out == "ABCDEF  Coffee Triangle\n"


def test_a_workshop_is_saved_and_restored(room, tmp_path):
    file = tmp_path / "room.zip"
    assert main(["save", CODE, str(file)], room) == 0
    assert file.read_bytes() == archive.save(room, CODE)
    room.delete(CODE)
    assert main(["restore", str(file)], room) == 0
    assert room.snapshot(CODE).state.get(City, "C1").name == "Alpha"


def test_what_goes_wrong_is_said_and_the_exit_code_shows_it(store, tmp_path, capsys):
    (tmp_path / "letter.zip").write_bytes(b"hello")
    for arguments in (
        ["key", "NOBODY"],
        ["restore", str(tmp_path / "letter.zip")],
        ["restore", str(tmp_path / "none.zip")],
    ):
        assert main(arguments, store) == 1
        caught = capsys.readouterr()
        assert caught.out == ""
        assert caught.err.strip()
