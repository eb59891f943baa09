"""lint: words that hurt in a crisis, found before they leave."""

# No `from __future__ import annotations` here: typer would compile every annotation that is a string, at each start.

import gc
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from crisisctl import lint_settings, rules
from crisisctl.commands import _complete, _files
from crisisctl.commands._options import Incident
from crisisctl.errors import BadInputFile, NotFound, Usage
from crisisctl.rules import Finding
from crisisctl.text import clean, did_you_mean, listed, one_line
from crisisctl.tongue import colon, counted, here, speaks

if TYPE_CHECKING:
    from crisisctl.rules._corpus import Case

_KIND = "update"
_LISTS = (".yml", ".yaml", ".json")


class LintFormat(StrEnum):
    """sarif is what code review tools read."""

    text = "text"
    json = "json"
    sarif = "sarif"


def command(
    message: Annotated[
        str | None, typer.Argument(help="A message of the incident: its drafts.", autocompletion=_complete.messages)
    ] = None,
    file: Annotated[
        list[str] | None,
        typer.Option(
            "--file",
            help="Any text; a .yml or .json file is a list of messages; - reads standard input. May be repeated.",
        ),
    ] = None,
    lang: Annotated[str, typer.Option("--lang", "-l", help="Its language; guessed when left out.")] = "",
    channel: Annotated[str, typer.Option("--channel", "-c", help="The channel of that text.")] = "email",
    audience: Annotated[str, typer.Option(help="Its audience.")] = "customers",
    kind: Annotated[str, typer.Option(help="ack, update, resolved, internal …")] = _KIND,
    cases: Annotated[
        Path | None, typer.Option(help="A corpus of labelled messages: prints recall and false errors.")
    ] = None,
    explain: Annotated[str | None, typer.Option(help="What a rule looks for, and why.")] = None,
    incident: Incident = None,
    output: Annotated[LintFormat, typer.Option("--format", "-f", help="How to print the result.")] = LintFormat.text,
) -> None:
    """Look for words that hurt in a crisis: 35 rules for French and English. Exits 1 on errors.

    A message of the incident is checked with what is known of it; any other text by its words alone.

    Examples:\n
      crisisctl lint first-notice\n
      crisisctl lint --file draft.txt --channel sms --lang fr\n
      crisisctl lint --file messages.yml\n
      crisisctl lint --explain cause-speculation\n
      crisisctl lint --cases corpus.yml
    """
    # Word lists are thousands of values that stay, and a lint makes no cycle: until the process ends, which is soon,
    # looking for cycles finds nothing and takes longer than linting a message.
    gc.disable()
    if explain is not None:
        typer.echo(_explain(explain))
    elif cases is not None:
        _corpus(cases, output)
    elif file:
        _show(_texts(file, {"lang": lang, "channel": channel, "audience": audience, "kind": kind}), output)
    elif message is not None:
        if " " in message.strip():
            raise Usage("that is a text, and no message's name", 'give it by: echo "…" | crisisctl lint --file -')
        _show(_drafts(message, incident), output)
    else:
        raise Usage("say what to lint: a MESSAGE, --file FILE, --cases FILE or --explain RULE", "crisisctl lint --help")


def _texts(files: Sequence[str], said: dict[str, str]) -> list[tuple[str, tuple[Finding, ...]]]:
    """The findings of each text and of each message of a list; a list may change what ``said`` says of all."""
    for word, among, what in _named(rules.Message("", said["lang"], said["channel"], kind=said["kind"])):
        _known(word, among, what)
    settings = lint_settings.own_settings()
    texts = [text for file in files for text in (_listed(file, said) if file.endswith(_LISTS) else [_one(file, said)])]
    found = rules.lint_all(((message, context) for _, message, context in texts), settings)
    return [(name, findings) for (name, _, _), findings in zip(texts, found, strict=True)]


def _one(file: str, said: dict[str, str]) -> tuple[str, rules.Message, rules.Context]:
    message = rules.Message(_files.read(file), said["lang"], said["channel"], said["audience"], said["kind"])
    return (one_line(file) if file != "-" else "stdin", message, rules.Context())


def _listed(file: str, said: dict[str, str]) -> list[tuple[str, rules.Message, rules.Context]]:
    from crisisctl.rules import _corpus

    messages = _corpus.messages(_files.load(Path(file)), said)
    _known_in_list(file, messages)
    return [(one_line(f"{file}#{each.id}"), each.message, each.context) for each in messages]


def _known_in_list(file: str, found: "Sequence[Case]") -> None:
    """A list is held to the same words as the options; each message that is not is named."""
    problems = [
        f"{one_line(file)}#{one_line(each.id)}: there is no {what} `{one_line(word)}`{did_you_mean(word, among)}"
        for each in found
        for word, among, what in _named(each.message)
        if word not in among
    ]
    if problems:
        raise BadInputFile(problems[0], "", tuple(problems) if len(problems) > 1 else ())


def _named(message: rules.Message) -> Iterator[tuple[str, Sequence[str], str]]:
    """The words of a message that are one of a few, those few, and what they are."""
    from crisisctl import channels

    yield message.channel, channels.ids(), "channel"
    yield message.language, ("", "fr", "en"), "language"
    if message.kind != _KIND:
        from crisisctl.playbook import MESSAGE_KINDS

        yield message.kind, MESSAGE_KINDS, "kind of message"


def _known(word: str, among: Sequence[str], what: str) -> None:
    if word not in among:
        raise NotFound(
            f"there is no {what} `{one_line(word)}`{did_you_mean(word, among)}", f"one of {listed(filter(None, among))}"
        )


def _explain(rule: str) -> str:
    from crisisctl.commands import _acting

    _known(rule, rules.ids(), "rule")
    return rules.explain(rule, _acting.language_of(None))


def _drafts(message: str, incident: str | None) -> list[tuple[str, tuple[Finding, ...]]]:
    from crisisctl import checking, runner
    from crisisctl.messages.drafts import at_hand

    desk = runner.open_desk()
    state = desk.view(desk.choose(incident)).incident
    drafts = at_hand(state, message, desk.time(state), runner.zone_of(state.organisation))
    return [(f"{message}.{each.channel}.{each.language}", checking.check(state, each, message)) for each in drafts]


def _in_words(found: Finding) -> str:
    """Level, rule, words, why and what to write instead, as they are said in the language spoken here."""
    if speaks() == "fr":
        match = f" «\N{NO-BREAK SPACE}{found.match}\N{NO-BREAK SPACE}»" if found.match else ""
        return f"{here(found.level)} {found.rule}{match}{colon()}{found.why} → {found.rewrite}"
    match = f" `{found.match}`" if found.match else ""
    return f"{found.level} {found.rule}{match}: {found.why} -> {found.rewrite}"


def _show(found: Sequence[tuple[str, Sequence[Finding]]], output: LintFormat) -> None:
    if output is LintFormat.sarif:
        from crisisctl import __version__
        from crisisctl.commands import _acting
        from crisisctl.rules import _output

        each_with_its_text = [(name, finding) for name, findings in found for finding in findings]
        _acting.print_json(_output.sarif(each_with_its_text, __version__))
    elif output is LintFormat.json:
        from crisisctl import shapes
        from crisisctl.commands import _acting

        _acting.show_json(
            {"texts": [{"name": name, "findings": [shapes.finding_of(each) for each in all_]} for name, all_ in found]}
        )
    else:
        for name, findings in found:
            for each in findings:
                typer.echo(one_line(f"{name}:{each.line}:{each.column}: {_in_words(each)}"))
        errors = sum(each.level == "error" for _, findings in found for each in findings)
        total = sum(len(findings) for _, findings in found)
        tally = counted(len(found), "text"), counted(errors, "error"), counted(total - errors, "other")
        typer.echo(", ".join(tally), err=True)
    if any(each.level == "error" for _, findings in found for each in findings):
        raise typer.Exit(1)


def _corpus(path: Path, output: LintFormat) -> None:
    from crisisctl.rules import _corpus

    outcomes = _corpus.run(_corpus.cases(_files.load(path)), lint_settings.own_settings())
    figures = _corpus.measure(outcomes)
    if output is not LintFormat.text:
        from crisisctl.commands import _acting

        _acting.show_json(figures)
        return
    for outcome in outcomes:
        for rule in sorted(outcome.missed):
            typer.echo(f"{one_line(outcome.case.id)}: missed {rule}")
        for finding in outcome.false:
            typer.echo(
                clean(f"{outcome.case.id}: false {finding.rule} {finding.line}:{finding.column} `{finding.match}`")
            )
    typer.echo(_told(figures))


def _told(figures: dict[str, Any]) -> str:
    recall = "n/a" if figures["recall"] is None else f"{figures['recall']:.1%}"
    return (
        f"{figures['cases']} cases: {figures['found']} of {figures['expected']} expected findings ({recall}); "
        f"{figures['clean_with_false_error']} of {figures['clean']} clean cases with a false error; "
        f"{figures['false_findings']} false findings in all"
    )
