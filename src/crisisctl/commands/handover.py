"""handover: somebody else takes a role over, with a brief of all they must know, and says yes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from msgspec.structs import replace

from crisisctl import brief, runner, shapes
from crisisctl.acts import AcceptHandover, Act, DeclineHandover, HandOver
from crisisctl.commands import _acting, _briefs, _complete
from crisisctl.commands._options import At, Format, Incident, Language, Reason
from crisisctl.errors import Usage
from crisisctl.text import one_line

_SAID = 2
"""Lines that an act says besides its entries, where some of them are long."""
_ANSWERS = ("accept", "decline")


def command(
    what: Annotated[
        list[str] | None,
        typer.Argument(
            help="ROLE=PERSON offers it; accept [ROLE], decline [ROLE] answer; nothing: the brief alone.",
            autocompletion=_complete.roles,
        ),
    ] = None,
    note: Annotated[str, typer.Option("--note", "-n", help="What the receiver must know.")] = "",
    accepted: Annotated[bool, typer.Option("--accepted", help="They have said yes already, on the phone.")] = False,
    by: Annotated[str, typer.Option("--by", help="Who answers, where that is not you.")] = "",
    reason: Reason = "",
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="The file to write the brief into.", dir_okay=False)
    ] = None,
    full: Annotated[bool, typer.Option("--full", help="All of the brief, however long it is.")] = False,
    form: Annotated[_briefs.Form | None, typer.Option("--format", "-f", help="How the brief is written.")] = None,
    at: At = None,
    lang: Language = None,
    incident: Incident = None,
) -> None:
    """Offer a role to somebody else, with a brief from the log. Until they accept, whoever holds it is responsible.

    The brief says how it stands, what is open, late, promised, running, down or uncertain, and the last words to each
    audience. Without a role it is only shown.

    Examples:\n
      crisisctl handover lead=Chloé --note "next update to customers at 05:30, cause still unknown"\n
      crisisctl handover accept\n
      crisisctl handover decline --reason "still at the hospital, ask Bo"\n
      crisisctl handover lead=Chloé --accepted\n
      crisisctl handover --format md -o brief.md
    """
    desk = runner.open_desk()
    incident_id = desk.choose(incident)
    view = desk.view(incident_id)
    language = _acting.language_of(lang, view.incident.organisation)
    chosen = _briefs.form_of(form, output)
    if not what:
        _briefs.show(desk, view, language, chosen, output, full=full)
        return
    act = _act(what, note, by or desk.actor, reason, accepted=accepted)
    when = _acting.instant(at, desk, view.incident)
    done = desk.do(incident_id, act if when is None else replace(act, when=when))
    if chosen is _briefs.Form.json and output is None:
        _acting.doubt(done)
        zone = runner.zone_of(view.incident.organisation)
        told = brief.plain(done.view, language, zone, _briefs.waiting_at(desk))
        _acting.show_json({**shapes.acted(done.view, done.entries, language), "brief": told})
        return
    _acting.say_done(done, Format.text, lang)
    if output or not isinstance(act, DeclineHandover):
        _briefs.show(desk, done.view, language, chosen, output, full=full, above=len(done.entries) + _SAID)


def _act(what: list[str], note: str, by: str, reason: str, *, accepted: bool) -> Act:
    first, *rest = what
    if first in _ANSWERS and len(rest) <= 1:
        role = rest[0] if rest else ""
        return AcceptHandover(by, role) if first == "accept" else DeclineHandover(by, reason, role)
    if len(what) > 1:
        raise Usage(f"one handover at a time: `{one_line(what[1])}`", "crisisctl handover --help")
    ((role, person),) = _acting.pairs([first], "", "lead=Ana").items()
    return HandOver(role, person.strip(), note, accepted)
