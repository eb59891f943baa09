"""The table of a SQLite log, and the triggers that keep any client from changing its past.

Two removals are let through, and nothing else: ``data`` and ``salt`` of a line that a later line of its incident
redacts, and the lines of an incident whose first line was replaced by the tombstone that says which log it stands for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

APPLICATION = int.from_bytes(b"cris")
"""Written in the file's header, so that another program's database is never taken for a log."""

FORMAT = 1
"""The release that first wrote this table, as major * 1000 + minor: an older one can name the release it lacks."""

# One table. WITHOUT ROWID is not for speed: a row id is a second key, and `INSERT OR REPLACE` with the row id of a past
# line and the (incident, seq) of a new one would take the past line away without the delete trigger being asked.
# `number` stands on the first line of each incident only and counts them, so the order in which they began is a small
# index and not a second table. max() over either key is one look-up, where count(*) would make long appends quadratic.
_TABLE = (
    """CREATE TABLE log (
        incident TEXT NOT NULL CHECK (typeof(incident) = 'text'),
        seq INTEGER NOT NULL CHECK (typeof(seq) = 'integer'),
        line TEXT NOT NULL CHECK (typeof(line) = 'text' AND instr(line, char(10)) = 0),
        number INTEGER,
        PRIMARY KEY (incident, seq)
    ) WITHOUT ROWID""",
    "CREATE UNIQUE INDEX log_number ON log (number) WHERE number IS NOT NULL",
)

# CASE, because it is certain to ask json_valid() before the rest: a line that is no JSON is to be refused in our words.
TRIGGERS = {
    "log_no_update": """CREATE TRIGGER log_no_update BEFORE UPDATE ON log
        WHEN NEW.incident IS NOT OLD.incident OR NEW.seq IS NOT OLD.seq OR NEW.number IS NOT OLD.number
        OR NOT CASE WHEN NOT (json_valid(OLD.line) AND json_valid(NEW.line)) THEN 0
            WHEN OLD.seq > 1 THEN NEW.line IS json_remove(OLD.line, '$.data', '$.salt')
                AND EXISTS (SELECT 1 FROM log WHERE incident = OLD.incident AND seq > OLD.seq
                    AND CASE WHEN json_valid(line) THEN json_extract(line, '$.type') IS 'entry.redacted'
                        AND json_extract(line, '$.data.seq') IS OLD.seq END)
            ELSE json_extract(OLD.line, '$.type') IS NOT 'incident.forgotten'
                AND json_extract(NEW.line, '$.type') IS 'incident.forgotten'
                AND json_extract(NEW.line, '$.data.incident') IS OLD.incident
                AND (json_extract(NEW.line, '$.data.entries'), json_extract(NEW.line, '$.data.head')) IS
                    (SELECT seq, CASE WHEN json_valid(line) THEN json_extract(line, '$.digest') END
                    FROM log WHERE incident = OLD.incident ORDER BY seq DESC LIMIT 1)
            END
        BEGIN SELECT RAISE(ABORT, 'the log is append-only: a line is never changed'); END""",
    "log_no_delete": """CREATE TRIGGER log_no_delete BEFORE DELETE ON log
        WHEN OLD.seq = 1 OR NOT EXISTS (SELECT 1 FROM log WHERE incident = OLD.incident AND seq = 1
            AND CASE WHEN json_valid(line) THEN json_extract(line, '$.type') IS 'incident.forgotten'
                AND json_extract(line, '$.data.entries') >= OLD.seq END)
        BEGIN SELECT RAISE(ABORT, 'the log is append-only: a line is never deleted'); END""",
    # A replace does not fire the delete trigger in a client that has not set `recursive_triggers`: it is stopped here,
    # since no key that is next can be one that is there.
    "log_next_only": """CREATE TRIGGER log_next_only BEFORE INSERT ON log
        WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM log WHERE incident = NEW.incident)
        OR NEW.number IS NOT CASE WHEN NEW.seq = 1
            THEN (SELECT coalesce(max(number), 0) + 1 FROM log WHERE number IS NOT NULL) END
        BEGIN SELECT RAISE(ABORT, 'the log is append-only: a line comes right after the last one'); END""",
}
SCHEMA = (*_TABLE, *TRIGGERS.values(), f"PRAGMA application_id = {APPLICATION}", f"PRAGMA user_version = {FORMAT}")


def renew_triggers(connection: sqlite3.Connection) -> None:
    """Files begun before there were removals have triggers that let none through."""
    for name, wanted in TRIGGERS.items():
        found = connection.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = ?", (name,))
        if found.fetchone() != (wanted,):
            connection.execute(f"DROP TRIGGER IF EXISTS {name}")
            connection.execute(wanted)
