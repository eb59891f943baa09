"""One incident in which nearly everything happens, in the small hours of a night in Paris: for reports and metrics."""

from __future__ import annotations

from dataclasses import replace

from crisisctl import acts as act
from crisisctl.events import DraftText
from making import At, draft, lines_of, minutes, opening


def _notice(fr: str, en: str) -> tuple[DraftText, ...]:
    facts = ("service", "affected")
    return (
        draft("sms", "fr", f"Exemplia : {fr} Appelez le 01 99 00 12 34.", facts=facts),
        draft("email", "fr", f"Bonjour,\n\n{fr}\n\nL’équipe Exemplia", "Vos messages WhatsApp", facts=facts),
        draft("email", "en", f"Hello,\n\n{en}\n\nExemplia", "Your WhatsApp messages", facts=facts),
    )


def _first(customers: int) -> tuple[DraftText, ...]:
    return _notice(
        f"WhatsApp ne fonctionne pas, {customers} clients sont touchés. Prochain point à 4 h.",
        f"WhatsApp is down, {customers} customers are affected. Next update at 4 am.",
    )


SECOND = _notice(
    "La panne vient du fournisseur. Prochain point à 4 h 30.", "The provider is at fault. Next update at 4:30 am."
)
LAST = _notice("WhatsApp fonctionne de nouveau.", "WhatsApp works again.")[1:]
LINE = (draft("press", "fr", "WhatsApp ne fonctionne pas. Nous répondons par téléphone.", facts=("service",)),)
LINT = "the provider said so itself (although lint: blame (sms fr, email fr, email en))"


def _sending(
    message: str,
    language: str,
    attempt: str,
    at: float,
    *,
    again: bool = False,
    force: bool = False,
    reason: str = "",
    channel: str = "email",
) -> At:
    place = "press-list" if channel == "press" else f"customers-{language}"
    return At(at, "Bo", act.BeginSending(message, channel, language, place, attempt, again, force, reason))


RICH: tuple[At, ...] = (
    At(0, "Ana", opening()),
    At(1, "Ana", act.SetFacts({"began": "03:02", "seen": "03:14"}, source="monitoring")),
    At(2, "Ana", act.TakeRole("comms", "Bo")),
    At(2, "Ana", act.TakeRole("lead", "Dan", deputy=True)),
    At(3, "Ana", act.SetChannel("whatsapp", "down", "provider status page")),
    At(4, "Ana", act.Do("two-sources", ("status page",), force=True, reason="nobody else is awake")),
    At(6, "Ana", act.Note("Customers write on X about lost messages", "signal")),
    At(7, "Ana", act.Do("how-many", ("800",))),
    At(9, "Bo", act.Draft("alert", (draft("slack", "fr", "WhatsApp est en panne. Ne promettez rien aux clients."),))),
    At(9, "Bo", act.Send("alert", destination="#crisis")),
    At(10, "Bo", act.Acknowledge("Bo")),
    At(11, "Ana", act.Do("ours", ("theirs",))),
    At(11, "Bo", act.Draft("first-notice", _first(800), minutes(40))),
    At(12, "Ana", act.Acknowledge("Ana")),
    At(12, "Ana", act.Approve("first-notice", "Ana")),
    At(12.5, "Ana", act.SetFacts({"affected": "900"}, source="billing")),
    At(13, "Bo", act.Draft("first-notice", _first(900), minutes(40))),
    At(14, "Dan", act.Approve("first-notice", "Dan")),  # the deputy
    At(15.2, "Bo", act.Send("first-notice", channels=("sms",), when=minutes(15))),
    _sending("first-notice", "fr", "4f0a6c11d2", 15.4),
    At(15.5, "Bo", act.EndSending("4f0a6c11d2", refused=("old@client.example: 550 no such user",))),
    _sending("first-notice", "en", "8b77e0a3c5", 15.6),
    At(15.8, "Bo", act.EndSending("8b77e0a3c5")),
    At(16, "Cleo", act.Acknowledge("Cleo")),
    At(18, "Ana", act.SetSeverity("SEV1", "the only way to reach us is down")),
    At(20, "Cleo", act.RunCommand("reroute")),
    At(22, "Cleo", act.Fail("reroute", "the gateway refused the key")),
    At(24, "Cleo", act.ReopenStep("reroute", "new key from the provider")),
    At(31, "Cleo", act.Do("reroute", ("done by hand",))),
    At(32, "Ana", act.Mark("mitigated", when=minutes(31))),
    At(33, "Ana", act.SetFacts({"affected": "1200"}, source="billing", confirmed_by="Dan")),
    At(41, "Bo", act.Draft("update", SECOND, minutes(70))),
    At(45, "Bo", act.Approve("update", "Bo", force=True, reason=LINT, linted=True)),  # own words
    At(46, "Bo", act.Send("update", ("sms",), destination="all customers", force=True, reason=LINT, linted=True)),
    _sending("update", "fr", "c2190d5e7b", 46.2, reason=LINT),
    At(46.5, "Bo", act.EndSending("c2190d5e7b", "the mail server did not take it: 451 try again later")),
    _sending("update", "en", "d95b3f8a01", 46.6, reason=LINT),
    At(47.1, "Bo", act.EndSending("d95b3f8a01", "no answer within 30 s: it may have been taken all the same", True)),
    _sending("update", "fr", "e6602b94aa", 47.5, reason=LINT),
    At(47.6, "Bo", act.EndSending("e6602b94aa")),
    At(48, "Bo", act.Draft("line", LINE)),
    _sending("line", "fr", "17c4d2e86f", 48.2, channel="press"),
    At(48.4, "Bo", act.EndSending("17c4d2e86f")),
    _sending("update", "en", "77aa10f3b2", 49, again=True, reason="nobody on that list has it"),
    At(49.2, "Bo", act.EndSending("77aa10f3b2")),
    At(50, "Ana", act.HandOver("lead", "Dan", "slept too little, knows everything")),
    At(52, "Dan", act.Note("Provider called: fix is rolled out at 04:20", when=minutes(47))),
    At(53, "Dan", act.Correct(0, "Provider called: fix is rolled out at 04:25")),
    At(55, "Dan", act.SetStatus("monitoring")),
    At(58, "Dan", act.Skip("call-back", "nobody of them was affected")),
    At(60, "Dan", act.SetChannel("whatsapp", "up")),
    At(62, "Dan", act.SetFacts({"cause": "A certificate of the provider had expired"}, source="provider")),
    At(64, "Bo", act.Draft("update", LAST)),
    At(64.5, "Dan", act.Approve("update", "Dan", languages=("fr",), force=True, reason="Bo is on the phone")),
    At(65, "Bo", act.Send("update", languages=("fr",))),
    _sending("update", "en", "305e91fb7c", 65.2, force=True, reason="nobody reads English here"),  # and the end is lost
    At(66, "Dan", act.SetSeverity("SEV2", "it works again")),
    At(70, "Dan", act.Resolve()),
    At(75, "Dan", act.Skip("photo")),
    At(80, "Dan", act.Do("watch")),
    At(85, "Dan", act.SetFacts({"cause": "A certificate of the provider had expired"}, confirmed_by="Cleo")),
    At(86, "Dan", act.SetFacts({"luck": "It happened at night"})),
    At(90, "Dan", act.Note("Keep a second provider ready", "lesson")),
    At(92, "Dan", act.AddAction("Watch the certificates of providers", "Cleo", "2026-12-01", "detect")),
    At(93, "Dan", act.AddAction("Rehearse the SMS fallback", "Bo", "", "prevent")),
    At(94, "Dan", act.FinishAction(1, "alarm set")),
    At(95, "Dan", act.TakeRole("comms", "")),
    At(100, "Dan", act.Close("post-mortem held", force=True)),
)


def rich_lines(mode: str = "live", until: float = 1000) -> list[str]:
    """Its log, up to that minute."""
    script: list[At] = []
    for step in (step for step in RICH if step.minutes <= until):
        wanted = step.act
        if isinstance(wanted, act.Open):
            wanted = opening(mode=mode)
        elif isinstance(wanted, act.Correct):
            wanted = act.Correct(len(lines_of(script)), wanted.text)  # the note just before
        script.append(replace(step, act=wanted))
    return lines_of(script)
