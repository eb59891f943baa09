"""How reports speak of a message on its way: approved by whom, arrived or not, its promise kept or not."""

from __future__ import annotations

from crisisctl.incident import Approval, Promise
from crisisctl.metrics import promise_state
from crisisctl.reports._dispatches import Attempt, Dispatch, Given, Wording
from crisisctl.reports._page import NBSP, Page
from crisisctl.teller import flat


def audience(page: Page, dispatch: Dispatch) -> str:
    """Who was meant, and whether they are our own."""
    name = page.audience(dispatch.audience)
    return name if external(page, dispatch) else page("{name} (internal)", "{name} (interne)", name=name)


def external(page: Page, dispatch: Dispatch) -> bool:
    known = page.playbook.audiences.get(dispatch.audience)
    return known is None or known.external


def kept(page: Page, promise: Promise) -> str:
    """Kept or broken, and by how much."""
    state = promise_state(promise, page.as_of)
    if state == "running":
        return page("not due yet", "pas encore échue")
    until = promise.met_at or page.as_of
    if state == "kept":
        return page("kept", "tenue")
    late = page.duration(until - promise.due)
    if promise.met_at is None:
        return page("broken, nothing sent {d} later", "non tenue, rien d’envoyé {d} après", d=late)
    return page("broken, {d} late", "non tenue, {d} de retard", d=late)


def promised(page: Page, dispatch: Dispatch) -> Promise | None:
    """The promise that a dispatch made when it left."""
    made = {attempt.ended_at or attempt.at for _, attempt in dispatch.attempts if attempt.outcome == "sent"}
    mine = [each for each in page.view.promises if each.message == dispatch.message] if made else []
    said = [each for each in mine if each.due == dispatch.next_update or each.made_at in made]
    return said[-1] if said else None


def next_update(page: Page, dispatch: Dispatch) -> str:
    promise = promised(page, dispatch)
    if promise is None:
        return page("none promised", "aucun promis")
    return page("{at} ({k})", "{at} (promesse {k})", at=page.near(promise.due), k=kept(page, promise))


def when(page: Page, dispatch: Dispatch) -> str:
    """When it first left; that it did not, where nothing is known to have left."""
    if dispatch.left_at:
        return page.near(dispatch.left_at)
    if dispatch.begun is None:
        return page("not sent", "non envoyé")
    return page("{at}, tried", "{at}, tentative", at=page.near(dispatch.begun))


def approval(page: Page, dispatch: Dispatch) -> str:
    """How the texts of a dispatch stood when they left, or stand now; each phrase with its texts where they differ."""
    shown = [wording for wording in dispatch.wordings if wording.current or wording.left]
    phrases: dict[str, list[Wording]] = {}
    for wording in shown:
        phrases.setdefault(_standing(page, dispatch.message, wording), []).append(wording)
    if len(phrases) == 1:
        return next(iter(phrases))
    parts = [f"{phrase} [{page.ways(each.draft for each in texts)}]" for phrase, texts in phrases.items()]
    return page("; ", " ; ").join(parts) or "–"


def _standing(page: Page, message: str, wording: Wording) -> str:
    stood, known = wording.stood, page.playbook.messages.get(message)
    if stood is None or known is None:
        return page.unknown
    if stood.state == "needless":
        return page("none needed", "pas nécessaire")
    if stood.state == "preapproved" and (given := known.preapproved):
        on = page.day(given.on)
        return page("pre-approved by {by} on {on}", "validé d’avance par {by} le {on}", by=given.by, on=on)
    if stood.state == "approved" and stood.approval:
        return _given(page, stood.approval)
    if stood.state == "void" and stood.approval is None:
        phrase = page("not the text that the provider approved", "pas le texte approuvé par le fournisseur")
    elif stood.state == "void":
        phrase = page("approval void", "validation caduque")
    else:
        phrase = page("not approved", "non validé")
    if any(attempt.outcome == "sent" for attempt in wording.attempts):
        return page("{p}, sent all the same", "{p}, envoyé malgré tout", p=phrase)
    return page("{p}, tried all the same", "{p}, envoi tenté malgré tout", p=phrase) if wording.attempts else phrase


def _given(page: Page, approval: Approval) -> str:
    """Who approved it, with their own role; that it is not the one asked for, where it is not."""
    own = page(", own text", ", son propre texte") if approval.own else ""
    asked = page.role(approval.role)
    if not approval.in_place:
        return f"{flat(approval.by)} ({asked}{own})"
    held = f"{page.role(approval.held)}, " if approval.held else ""
    override = page("override: in place of {role}", "outrepassé : à la place de {role}", role=page.quote(asked))
    return f"{flat(approval.by)} ({held}{override}{own})"


def fate(page: Page, dispatch: Dispatch) -> str:
    """``3 sent; 1 UNKNOWN; 1 failed``: what became of the texts, each to each of its destinations."""
    last = [attempt for wording in dispatch.wordings for attempt in wording.last_attempts()]
    outcomes = [attempt.outcome for attempt in last]
    counts = (
        (outcomes.count("sent"), "sent", "envoyé"),
        (outcomes.count("unknown"), "UNKNOWN", "INCONNU"),
        (outcomes.count("failed"), "failed", "échec"),
        (sum(wording.current and not wording.attempts for wording in dispatch.wordings), "not sent", "non envoyé"),
    )
    parts = [f"{n}{NBSP}{page(en, _plural(fr, n))}" for n, en, fr in counts if n]
    return page("; ", " ; ").join([*parts, *_refused(page, sum(len(attempt.refused) for attempt in last))])


def _refused(page: Page, count: int) -> tuple[str, ...]:
    if not count:
        return ()
    en = "recipient refused" if count == 1 else "recipients refused"
    fr = "destinataire refusé" if count == 1 else "destinataires refusés"
    return (f"{count}{NBSP}{page(en, fr)}",)


def _plural(word: str, count: int) -> str:
    return word if count < 2 else f"{word}{'S' if word.isupper() else 's'}"


def came_of(page: Page, attempt: Attempt) -> str:
    """The outcome of one attempt in a word or two."""
    if attempt.outcome == "unknown":
        return page("UNKNOWN: may have arrived", "INCONNUE : peut-être arrivé")
    if attempt.outcome == "failed":
        return page("failed, not sent", "échec, non envoyé")
    word = page("sent", "envoyé") if attempt.id else page("sent by hand", "envoyé à la main")
    return ", ".join((word, *_refused(page, len(attempt.refused))))


def void(page: Page, given: Given) -> str:
    """Since when an approval does not count, and what changed."""
    what = page("the text", "le texte") if given.void == "text" else page.quote(page.fact(given.void))
    at = page.near(given.voided_at or given.at)
    return page("void since {at}: {what} changed", "caduque depuis {at} : {what} a changé", at=at, what=what)


def seat(page: Page, given: Given) -> str:
    """As which role somebody approved, and whether they held it."""
    role = page.role(given.role)
    if given.seat == "holder":
        return role
    if given.seat == "deputy":
        return page("{r}, deputy", "{r}, suppléance", r=role)
    return page("{r} (does not hold it)", "{r} (sans tenir ce rôle)", r=role)
