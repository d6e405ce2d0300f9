import pytest
from sqlalchemy import insert, select, update

from components.errors import ToolError
from components.workshop import tables
from components.workshop.database import Database, data_folder, default_url
from components.workshop.store import Edit, Store
from tests.workshop.taps import CODE


def test_the_database_of_another_version_is_refused_and_left_alone(store, url, monkeypatch):
    store.create(CODE, "key")
    monkeypatch.setattr(tables, "SCHEMA_VERSION", 1)
    with pytest.raises(ToolError) as raised:
        Database(url)
    assert raised.value.problems[0].values == {"found": 2, "known": 1}
    assert store.workshops() == (CODE,)


def test_a_database_of_an_earlier_version_is_brought_up_to_date(store, url):
    store.create(CODE, "key")
    with store.database.writing("") as connection:
        tables.person_event.drop(connection)
        connection.execute(update(tables.schema_version).values(version=1))
    again = Store(Database(url))
    with again.database.reading() as connection:
        assert connection.scalar(select(tables.schema_version.c.version)) == tables.SCHEMA_VERSION
        assert connection.execute(select(tables.person_event)).all() == []
    assert again.workshops() == (CODE,)
    again.database.close()


def test_what_fails_in_the_middle_leaves_nothing(store):
    store.create(CODE, "key")

    def fail_half_way():
        with store.database.writing(CODE) as connection:
            connection.execute(insert(tables.text).values(workshop=CODE, body="half"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    with store.database.reading() as connection:
        assert connection.execute(tables.text.select()).all() == []


def test_a_reader_sees_one_moment_while_another_writes(store):
    store.create(CODE, "key")
    store.commit(CODE, [Edit("setting", "main", "title", "Before")], by="facilitator")
    query = tables.change.select().where(tables.change.c.workshop == CODE)
    with store.database.reading() as connection:
        first = connection.execute(query).all()
        store.commit(CODE, [Edit("setting", "main", "title", "After")], by="facilitator")
        assert connection.execute(query).all() == first
    assert store.snapshot(CODE).state.setting.title == "After"


def test_an_acknowledged_write_is_on_the_disk(tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'log.sqlite'}")
    with database.engine.connect() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")
        }
    database.close()
    assert pragmas == {"journal_mode": "wal", "synchronous": 2}


def test_the_folder_is_the_users_own_unless_another_is_named(monkeypatch, tmp_path):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("WORKSHOP_DATA", str(tmp_path / "new"))
    assert default_url() == f"sqlite:///{tmp_path / 'new' / 'workshops.sqlite'}"
    assert (tmp_path / "new").is_dir()
    monkeypatch.setenv("DATABASE_URL", "postgresql://db/workshops")
    assert default_url() == "postgresql://db/workshops"
    monkeypatch.delenv("WORKSHOP_DATA")
    monkeypatch.setattr("components.workshop.database.sys.platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert data_folder() == tmp_path / "connected-cities"


def test_numbers_are_never_used_again(store):
    store.create(CODE, "key")
    store.commit(CODE, [Edit("setting", "main", "title", "One")], by="facilitator")
    before = store.version(CODE)
    store.delete(CODE)
    store.create(CODE, "key")
    store.commit(CODE, [Edit("setting", "main", "title", "Two")], by="facilitator")
    assert store.version(CODE) > before, "a cache would take the new workshop for the old one"


def test_two_stores_on_one_database_see_each_other(store, url):
    store.create(CODE, "key")
    other = Store(Database(url))
    other.commit(CODE, [Edit("setting", "main", "title", "Shared")], by="facilitator")
    assert store.snapshot(CODE).state.setting.title == "Shared"
    other.database.close()


def test_a_server_that_is_asked_by_one_after_the_other_holds_one_connection(tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'log.sqlite'}")
    used = set()
    with database.reading(), database.reading(), database.reading():
        pass
    for _ in range(12):
        with database.reading() as connection:
            used.add(id(connection.connection.driver_connection))
            held = connection.exec_driver_sql("PRAGMA cache_size").scalar()
    assert len(used) == 1, "of three that stand ready"
    assert -1_000 <= held < 0, "kilobytes that each may hold for itself"
    database.close()
