"""The tables of the log. Rows are added, never updated; the only exceptions are erasing somebody's words, replacing a
lost facilitator's key and deleting a workshop whole.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

SCHEMA_VERSION = 2

metadata = MetaData()
_serial = BigInteger().with_variant(Integer, "sqlite")


def _workshop() -> Column[str]:
    return Column("workshop", String(12), ForeignKey("workshop.code", ondelete="CASCADE"), nullable=False)


schema_version = Table("schema_version", metadata, Column("version", Integer, primary_key=True))

workshop = Table(
    "workshop",
    metadata,
    Column("code", String(12), primary_key=True),
    Column("key_hash", String(128), nullable=False),
    Column("created_at", String(40), nullable=False),
)

text = Table(
    "text",
    metadata,
    Column("id", _serial, primary_key=True, autoincrement=True),
    _workshop(),
    Column("body", Text),
    Column("person", String(40)),
    Index("text_of_workshop", "workshop"),
)

change = Table(
    "change",
    metadata,
    Column("seq", _serial, primary_key=True, autoincrement=True),
    _workshop(),
    Column("batch", String(32), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("code", String(80), nullable=False),
    Column("field", String(40), nullable=False),
    Column("value", Text, nullable=False),
    Column("by", String(40), nullable=False),
    Column("at", String(40), nullable=False),
    Column("undoes", String(32)),
    Index("change_of_key", "workshop", "kind", "code", "field", "seq"),
    sqlite_autoincrement=True,
)

mark = Table(
    "mark",
    metadata,
    Column("id", _serial, primary_key=True, autoincrement=True),
    _workshop(),
    Column("instrument", String(40), nullable=False),
    Column("item", String(80), nullable=False),
    Column("item_revision", Integer, nullable=False),
    Column("subject", String(40), nullable=False),
    Column("round", Integer, nullable=False),
    Column("person", String(40), nullable=False),
    Column("city", String(20), nullable=False),
    Column("group", String(40), nullable=False),
    Column("value", Integer),
    Column("answer", String(12), nullable=False),
    Column("text", _serial),
    Column("sequence", BigInteger, nullable=False),
    Column("request", String(40), nullable=False),
    Column("way_in", String(12), nullable=False),
    Column("by", String(40), nullable=False),
    Column("at", String(40), nullable=False),
    UniqueConstraint("workshop", "request", name="one_mark_per_request"),
    Index("mark_of_round", "workshop", "instrument", "round"),
    Index("mark_of_person", "workshop", "person"),
    sqlite_autoincrement=True,
)

person = Table(
    "person",
    metadata,
    Column("seq", _serial, primary_key=True, autoincrement=True),
    _workshop(),
    Column("person", String(40), nullable=False),
    Column("token_hash", String(64), nullable=False),
    Column("city", String(20), nullable=False),
    Column("group", String(40), nullable=False),
    Column("language", String(8), nullable=False),
    Column("at", String(40), nullable=False),
    Index("person_of_token", "token_hash"),
    sqlite_autoincrement=True,
)

person_event = Table(
    "person_event",
    metadata,
    Column("seq", _serial, primary_key=True, autoincrement=True),
    _workshop(),
    Column("person", String(40), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("value", String(80), nullable=False),
    Column("by", String(40), nullable=False),
    Column("at", String(40), nullable=False),
    Index("event_of_person", "workshop", "person", "kind"),
    sqlite_autoincrement=True,
)

rejoin = Table(
    "rejoin",
    metadata,
    Column("code_hash", String(64), primary_key=True),
    _workshop(),
    Column("person", String(40), nullable=False),
    Column("expires_at", String(40), nullable=False),
)

invitation = Table(
    "invitation",
    metadata,
    Column("code_hash", String(64), primary_key=True),
    _workshop(),
    Column("name", String(20), nullable=False),
    Column("role", String(20), nullable=False),
    Column("label", String(80), nullable=False),
    Column("created_at", String(40), nullable=False),
)

access = Table(
    "access",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    _workshop(),
    Column("role", String(20), nullable=False),
    Column("expires_at", String(40), nullable=False),
)

LOG = (workshop, text, change, mark, person, person_event)
"""The log in the order in which its rows are restored; tokens, invitations and rejoin codes stay on the machine that
gave them.
"""
