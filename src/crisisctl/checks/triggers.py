"""The triggers of a SQLite log, without which any program could change the past."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from crisisctl.checks import Check, Finding, Mend, Place
from crisisctl.errors import StoreFailed
from crisisctl.stores import _failures
from crisisctl.stores._schema import APPLICATION, FORMAT, TRIGGERS, renew_triggers
from crisisctl.stores.sqlite import connect
from crisisctl.text import Words, listed

_FOUND = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'log'"
_OURS = "SELECT application_id = ? AND user_version <= ? FROM pragma_application_id, pragma_user_version"


def _look(place: Place) -> Iterator[Finding]:
    log = place.log
    if log is None or not log.exists():
        return
    try:
        with closing(connect(log, 2.0)) as connection:
            (ours,) = connection.execute(_OURS, (APPLICATION, FORMAT)).fetchone()
            found = dict(connection.execute(_FOUND))
    except sqlite3.Error:  # the check of the file says so
        return
    if not ours:
        return
    wrong = [name for name in TRIGGERS if name not in found]
    old = [name for name in TRIGGERS if name in found and found[name] != TRIGGERS[name]]
    strange = sorted(set(found) - set(TRIGGERS))
    if wrong or old:
        yield Finding(
            "bad" if wrong else "warning",
            {
                "en": f"the guards of {log} are not as they should be: {listed([*wrong, *old])}",
                "fr": f"les garde-fous de {log} ne sont pas ce qu’ils devraient être : {listed([*wrong, *old])}",
            },
            {
                "en": "another program could change or delete what was recorded; the chain of digests would show it",
                "fr": "un autre programme pourrait modifier ou effacer le journal ; la chaîne d’empreintes le montrerait",
            },
            {"en": "crisisctl doctor --mend", "fr": "crisisctl doctor --mend"},
            Mend({"en": f"make the guards of {log} anew", "fr": f"refaire les garde-fous de {log}"}, _renew(log)),
        )
    if strange:
        yield Finding(
            "warning",
            {"en": f"{log} has triggers that are not ours: {listed(strange)}", "fr": f"{log} a des déclencheurs étrangers : {listed(strange)}"},
            {"en": "somebody added them; they may change what is recorded", "fr": "quelqu’un les a ajoutés ; ils peuvent modifier ce qui est enregistré"},
            {"en": f"look at them: sqlite3 {log} .schema", "fr": f"examinez-les : sqlite3 {log} .schema"},
        )  # fmt: skip


def _renew(log: Path) -> Callable[[], Words]:
    def do() -> Words:
        try:
            with closing(connect(log)) as connection:
                connection.execute("BEGIN IMMEDIATE")
                renew_triggers(connection)
                connection.execute("COMMIT")
        except sqlite3.Error as error:
            code = getattr(error, "sqlite_errorcode", None)
            raise _failures.of_sqlite(log, code, str(error)) from error
        except OSError as problem:
            raise StoreFailed(f"{log}: {problem.strerror}", "look at the file and its folder") from None
        return {"en": f"the guards of {log} are in place", "fr": f"les garde-fous de {log} sont en place"}

    return do


CHECK = Check({"en": "guards of the log", "fr": "garde-fous du journal"}, _look)
