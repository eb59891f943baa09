"""What lies on the server: one table, the guards that keep it append-only for every client, and who may do what.

Two removals are let through, and nothing else, as in SQLite: ``data`` and ``salt`` of a line that a later line of its
incident redacts, and the lines of an incident whose first line was replaced by the tombstone that stands for them.

Running it again changes nothing but what an older release made differently. Names are qualified and functions fix
their ``search_path``, so nothing in a person's own settings can put another table in the way.
"""

# ruff: noqa: S608 - what is put into these statements is ours, or quoted

from __future__ import annotations

from collections.abc import Sequence

FORMAT = 1
"""The release that first wrote this schema, as major * 1000 + minor: an older one can name the release it lacks."""

OLDEST_SERVER = 14
"""``CREATE OR REPLACE TRIGGER``; older ones get no security fixes any more."""

WRITER, KEEPER = "crisisctl_writer", "crisisctl_keeper"
"""Who may read and append; who may also take out what the log itself says is taken out (redact, forget)."""
CHANNEL = "crisisctl"
"""Where the server tells of new lines."""

MARK = "crisisctl log, format "
"""The comment on the table, with the format: readable by everyone, and kept by a dump."""

_NUMBERS = "1668442483, 1"
"""One lock for the numbering of incidents; locks with two keys never meet those with one."""

FUNCTIONS = {
    # By SHA-256, so that it is the same on every server and in every release: hashtext() promises neither.
    "lock": """(incident text) RETURNS void LANGUAGE sql SET search_path = pg_catalog AS $$
    SELECT pg_advisory_xact_lock(
        ('x' || encode(substring(sha256(convert_to($1, 'UTF8')) for 8), 'hex'))::bit(64)::bigint)
$$""",
    # PostgreSQL's JSON knows no character NUL: for comparing, another stands in its place.
    "readable": """(line text) RETURNS text LANGUAGE sql SET search_path = pg_catalog AS $$
    SELECT replace($1, chr(92) || 'u0000', chr(92) || 'ufffd')
$$""",
    # A text of a line's JSON by its path; nothing where the line is no JSON.
    "field": """(line text, VARIADIC path text[]) RETURNS text LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    RETURN crisisctl.readable(line)::json #>> path;
EXCEPTION WHEN others THEN
    RETURN NULL;
END $$""",
    # A line without its data and salt. Not by jsonb, which changes what it reads.
    "bare": """(line text) RETURNS text LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    RETURN (SELECT '{' || string_agg(to_json(key)::text || ':' || value::text, ',' ORDER BY place) || '}'
        FROM json_each(crisisctl.readable(line)::json) WITH ORDINALITY AS part (key, value, place)
        WHERE key NOT IN ('data', 'salt'));
EXCEPTION WHEN others THEN
    RETURN NULL;
END $$""",
    # What a tombstone says it stands for: that many lines, with that digest at their end.
    "stands_for": """(tombstone text, incident text) RETURNS boolean LANGUAGE sql SET search_path = pg_catalog AS $$
    SELECT coalesce(crisisctl.field($1, 'type') = 'incident.forgotten' AND crisisctl.field($1, 'data', 'incident') = $2
        AND crisisctl.field($1, 'data', 'entries') = seq::text
        AND crisisctl.field($1, 'data', 'head') = crisisctl.field(line, 'digest'), false)
    FROM crisisctl.log WHERE log.incident = $2 ORDER BY seq DESC LIMIT 1
$$""",
    "no_update": """() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    IF (NEW.incident, NEW.seq, NEW.number) IS NOT DISTINCT FROM (OLD.incident, OLD.seq, OLD.number) THEN
        IF OLD.seq > 1 AND crisisctl.readable(NEW.line) = crisisctl.bare(OLD.line)
            AND EXISTS (SELECT 1 FROM crisisctl.log WHERE incident = OLD.incident AND seq > OLD.seq
                AND crisisctl.field(line, 'type') = 'entry.redacted'
                AND crisisctl.field(line, 'data', 'seq') = OLD.seq::text)
        THEN RETURN NEW; END IF;
        IF OLD.seq = 1 AND crisisctl.field(OLD.line, 'type') IS DISTINCT FROM 'incident.forgotten'
            AND crisisctl.stands_for(NEW.line, OLD.incident)
        THEN RETURN NEW; END IF;
    END IF;
    RAISE EXCEPTION 'the log is append-only: a line is never changed'
        USING ERRCODE = 'integrity_constraint_violation';
END $$""",
    "no_delete": """() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    IF TG_OP = 'DELETE' AND OLD.seq > 1 AND EXISTS (SELECT 1 FROM crisisctl.log
        WHERE incident = OLD.incident AND seq = 1 AND crisisctl.field(line, 'type') = 'incident.forgotten'
        AND crisisctl.field(line, 'data', 'entries')::bigint >= OLD.seq)
    THEN RETURN OLD; END IF;
    RAISE EXCEPTION 'the log is append-only: a line is never deleted'
        USING ERRCODE = 'integrity_constraint_violation';
END $$""",
    # It takes the lock itself: whoever writes past crisisctl waits for its turn like everybody else.
    "next_only": f"""() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    PERFORM crisisctl.lock(NEW.incident);
    IF NEW.number IS NOT NULL OR NEW.seq IS DISTINCT FROM
        (SELECT coalesce(max(seq), 0) + 1 FROM crisisctl.log WHERE incident = NEW.incident)
    THEN
        RAISE EXCEPTION 'the log is append-only: a line comes right after the last one'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.seq = 1 THEN
        PERFORM pg_advisory_xact_lock({_NUMBERS});
        NEW.number := (SELECT coalesce(max(number), 0) + 1 FROM crisisctl.log WHERE number IS NOT NULL);
    END IF;
    RETURN NEW;
END $$""",
    "tell": f"""() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    PERFORM pg_notify('{CHANNEL}', CASE WHEN octet_length(incident) < 7000 THEN incident ELSE '' END)
        FROM (SELECT DISTINCT incident FROM added) AS begun;
    RETURN NULL;
END $$""",
}
TRIGGERS = {
    "log_no_update": "BEFORE UPDATE ON crisisctl.log FOR EACH ROW EXECUTE FUNCTION crisisctl.no_update()",
    "log_no_delete": "BEFORE DELETE ON crisisctl.log FOR EACH ROW EXECUTE FUNCTION crisisctl.no_delete()",
    "log_no_truncate": "BEFORE TRUNCATE ON crisisctl.log FOR EACH STATEMENT EXECUTE FUNCTION crisisctl.no_delete()",
    "log_next_only": "BEFORE INSERT ON crisisctl.log FOR EACH ROW EXECUTE FUNCTION crisisctl.next_only()",
    "log_tell": """AFTER INSERT ON crisisctl.log REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION crisisctl.tell()""",
}
TABLE = """CREATE TABLE IF NOT EXISTS crisisctl.log (
    incident text COLLATE "C" NOT NULL,
    seq bigint NOT NULL,
    line text NOT NULL CHECK (strpos(line, chr(10)) = 0),
    number bigint,
    PRIMARY KEY (incident, seq)
)"""


def statements(members: Sequence[str] = (), keepers: Sequence[str] = ()) -> list[str]:
    """Everything ``store init`` runs, in order. ``members`` may read and append, ``keepers`` also redact and forget."""
    made = [
        "CREATE SCHEMA IF NOT EXISTS crisisctl",
        TABLE,
        "CREATE UNIQUE INDEX IF NOT EXISTS log_number ON crisisctl.log (number) WHERE number IS NOT NULL",
        *(f"CREATE OR REPLACE FUNCTION crisisctl.{name}{body}" for name, body in FUNCTIONS.items()),
    ]
    for name, body in TRIGGERS.items():
        made.append(f"CREATE OR REPLACE TRIGGER {name} {body}")
        made.append(f"ALTER TABLE crisisctl.log ENABLE ALWAYS TRIGGER {name}")  # in the role of a replica as well
    made += [
        f"COMMENT ON TABLE crisisctl.log IS '{MARK}{FORMAT}'",
        *(
            f"DO $$ BEGIN IF to_regrole('{role}') IS NULL THEN CREATE ROLE {role} NOLOGIN; END IF; END $$"
            for role in (WRITER, KEEPER)
        ),
        "REVOKE ALL ON SCHEMA crisisctl FROM PUBLIC",
        f"REVOKE ALL ON TABLE crisisctl.log FROM PUBLIC, {WRITER}, {KEEPER}",
        f"GRANT USAGE ON SCHEMA crisisctl TO {WRITER}",
        f"GRANT SELECT, INSERT ON TABLE crisisctl.log TO {WRITER}",
        f"GRANT UPDATE (line), DELETE ON TABLE crisisctl.log TO {KEEPER}",
        f"GRANT {WRITER} TO {KEEPER}",
        *(f"GRANT {WRITER} TO {quoted(member)}" for member in members),
        *(f"GRANT {KEEPER} TO {quoted(keeper)}" for keeper in keepers),
    ]
    return made


def script(members: Sequence[str] = (), keepers: Sequence[str] = ()) -> str:
    """The same as text for an administrator's psql: all of it or nothing."""
    return "BEGIN;\n" + "".join(f"{statement};\n" for statement in statements(members, keepers)) + "COMMIT;\n"


def quoted(name: str) -> str:
    """A name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'
