"""A playbook as a sheet for paper: what is in it, in the order in which it is needed. No markup, that is for templates.

With an organisation it holds who can take each role and how to reach them; then it is for few eyes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from crisisctl.handwriting import ask, texts_of
from crisisctl.markdown import escape
from crisisctl.playbook import Message, Organisation, Playbook, Step
from crisisctl.teller import due_of
from crisisctl.text import clean, one_line, say, typeset, unbroken
from crisisctl.times import format_duration

_WORDS = {
    "en": {
        "roles": "Roles", "severities": "Severity", "asked": "Asked at the opening", "steps": "Steps",
        "messages": "Messages", "contacts": "Contacts", "people": "People", "published": "May be published",
        "bridge": "Call of the team",
        "private": "Personal contacts: keep this sheet where few can read it.", "update": "next update at most after",
        "if": "only if", "again": "again and again", "to": "to", "approver": "approved by", "short": "Short",
        "for": "For", "source": "Source", "colon": ":", "quote": "“{}”",
        "before": "On paper: write in what stands as ‹…›, the steps ask for it; "
        "of [this / that] keep what is so.", "who": "Name, time", "go": "go to",
        "deputy": "with a deputy", "sheet": "Playbook", "version": "version", "otherwise": "go on with",
    },
    "fr": {
        "roles": "Rôles", "severities": "Gravité", "asked": "Demandé à l’ouverture", "steps": "Étapes",
        "messages": "Messages", "contacts": "Contacts", "people": "Personnes", "published": "Publiables",
        "bridge": "Conférence de l’équipe",
        "private": "Coordonnées personnelles : gardez cette fiche hors de portée.", "update": "prochain point sous",
        "if": "seulement si", "again": "à répéter", "to": "à", "approver": "validé par", "short": "Version courte",
        "for": "Pour", "source": "Source", "colon": " :", "quote": "« {} »",
        "before": "Sur papier : complétez ce qui est entre ‹…›, les étapes le demandent ; "
        "de [ceci / cela], gardez ce qui convient.", "who": "Nom, heure",
        "go": "aller à", "deputy": "avec suppléant", "sheet": "Scénario", "version": "version",
        "otherwise": "poursuivre avec",
    },
}  # fmt: skip

WORDS = {"en": _WORDS["en"], "fr": {name: typeset(word) for name, word in _WORDS["fr"].items()}}


@dataclass(frozen=True, slots=True)
class Line:
    """A step as it is printed, with a box to tick."""

    id: str
    title: str
    facts: str
    instructions: str
    asks: tuple[tuple[str, tuple[str, ...]], ...]
    """What is to be found out, each with its possible answers, where it has some."""
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """A message as it is printed: what is above it, and each of its texts with the name of it."""

    id: str
    title: str
    facts: str
    texts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    language: str
    words: dict[str, str]
    id: str
    title: str
    version: str
    description: str
    trigger: str
    roles: tuple[tuple[str, str], ...]
    severities: tuple[tuple[str, str], ...]
    asked: tuple[str, ...]
    phases: tuple[tuple[str, tuple[Line, ...]], ...]
    messages: tuple[Text, ...]
    people: tuple[tuple[str, str, str], ...] = ()
    published: tuple[tuple[str, str], ...] = ()


def sheet(
    playbook: Playbook,
    language: str,
    organisation: Organisation | None = None,
    known: Mapping[str, str] | None = None,
) -> Sheet:
    """The sheet in one language; the messages in all of the playbook's, people write to others than they read.

    ``known`` is what the messages print that is known beforehand.
    """
    words = WORDS[language]
    people = organisation.people if organisation else ()
    return Sheet(
        language=language,
        words=words,
        id=playbook.id,
        title=one_line(say(playbook.title, language)),
        version=one_line(playbook.version),
        description=clean(say(playbook.description, language)).strip(),
        trigger=clean(say(playbook.trigger, language)).strip(),
        roles=tuple(
            (
                f"{one_line(say(role.title, language)) or role.id} ({role.id})",
                _beside(say(role.duties, language), words["deputy"] if role.deputy else ""),
            )
            for role in playbook.roles.values()
        ),
        severities=tuple(
            (
                level.id,
                _beside(
                    say(level.when, language),
                    f"{words['update']} {format_duration(level.next_update, language)}" if level.next_update else "",
                ),
            )
            for level in playbook.severities.values()
        ),
        asked=tuple(one_line(say(spec.prompt, language)) or spec.name for spec in playbook.inputs.values()),
        phases=tuple(
            (
                one_line(say(phase.title, language)) or phase.id,
                tuple(_line(each, playbook, language) for each in phase.steps),
            )
            for phase in playbook.phases
        ),
        messages=tuple(_text(each, playbook, language, known or {}) for each in playbook.messages.values()),
        people=tuple(
            (
                one_line(person.name),
                ", ".join(person.roles),
                " · ".join(unbroken(f"{way} {one_line(number)}") for way, number in person.ways.items()),
            )
            for person in people
        )
        + tuple(
            (words[name], "", one_line(way)) for name, way in (organisation.ours_alone if organisation else {}).items()
        ),
        published=tuple((name, one_line(way)) for name, way in organisation.published.items()) if organisation else (),
    )


def _beside(told: str, more: str) -> str:
    return f"{one_line(told)} ({more})".strip() if more else one_line(told)


def _line(step: Step, playbook: Playbook, language: str) -> Line:
    words = WORDS[language]
    due = due_of(step, language)
    condition = f"{words['if']} {one_line(step.when)}" if step.when else ""
    role = playbook.roles.get(step.role or "")
    who = one_line(say(role.title, language)) if role else ""
    facts = (who or step.role or "", due, words["again"] if step.repeats else "", condition, step.message or "")
    answers = [f"{words['source']} {number}{words['colon']}" for number in range(1, step.sources + 1)]
    for option in step.options:
        told = one_line(say(option.title, language)) or option.id
        if option.goto:
            title = next(
                (one_line(say(each.title, language)) for _, each in playbook.steps() if each.id == option.goto), ""
            )
            told += f" → {words['go']} {words['quote'].format(title or option.goto)}"
        if option.playbook:
            told += f" → {words['otherwise']} {option.playbook}"
        answers.append(told)
    below = [clean(say(step.instructions, language)).strip(), f"$ {one_line(step.run)}" if step.run else ""]
    below += [one_line(link.url) for link in step.links]
    title = one_line(say(step.title, language)) or step.id
    asks = tuple(ask(spec, language) for name in step.facts if (spec := playbook.known().get(name)))
    return Line(step.id, title, " · ".join(filter(None, facts)), "\n".join(filter(None, below)), asks, tuple(answers))


def _text(message: Message, playbook: Playbook, language: str, known: Mapping[str, str]) -> Text:
    words = WORDS[language]
    audience = playbook.audiences.get(message.audience)
    who = one_line(say(audience.title, language)) if audience else ""
    facts = [
        f"{words['to']} {who or message.audience}",
        ", ".join(message.only or (audience.channels if audience else ())),
    ]
    facts += [f"{words['approver']} {message.approver}"] if message.approver else []
    languages = sorted(playbook.languages, key=lambda each: each != language)
    texts = tuple(texts_of(message, languages, words["short"], known))
    title = one_line(say(message.title or message.subject, language)) or message.id
    return Text(message.id, title, " · ".join(filter(None, facts)), texts)


def markdown(given: Sheet) -> str:
    """The sheet as Markdown; what the playbook says is never markup."""
    return "\n".join(_markdown(given)).rstrip("\n") + "\n"


def _markdown(given: Sheet) -> Iterator[str]:
    words = given.words
    yield f"# {_flat(given.title)}\n"
    yield f"{words['sheet']} {_flat(given.id)}, {words['version']} {_flat(given.version)}\n"
    for paragraph in (given.description, given.trigger):
        if paragraph:
            yield f"{_flat(paragraph)}\n"
    if given.people or given.published:
        yield f"## {words['contacts']}\n\n**{words['private']}**\n"
        yield from (f"- {_flat(' · '.join(filter(None, row)))}" for row in given.people)
        yield f"\n### {words['published']}\n"
        yield from (f"- {_flat(f'{name}: {way}')}" for name, way in given.published)
        yield ""
    for title, pairs in (("roles", given.roles), ("severities", given.severities)):
        if pairs:
            yield f"## {words[title]}\n"
            yield from (f"- **{_flat(name)}** {_flat(told)}" for name, told in pairs)
            yield ""
    if given.asked:
        yield f"## {words['asked']}\n"
        yield from (f"- [ ] {_flat(each)}" for each in given.asked)
        yield ""
    yield f"## {words['steps']}\n"
    for title, lines in given.phases:
        yield f"### {_flat(title)}\n"
        for line in lines:
            yield from _markdown_line(line)
        yield ""
    if given.messages:
        yield f"## {words['messages']}\n\n{escape(words['before'])}\n"
    for message in given.messages:
        yield f"### {_flat(message.title)} ({_flat(message.id)})\n\n{_flat(message.facts)}\n"
        for name, text in message.texts:
            yield f"**{_flat(name)}**\n"
            yield from (f"    {each}".rstrip() for each in text.split("\n"))
            yield ""


def _markdown_line(line: Line) -> Iterator[str]:
    yield f"- [ ] **{_flat(line.title)}** ({_flat(line.id)}) {_flat(line.facts)}"
    yield from (f"  {_flat(each)}  " for each in line.instructions.split("\n") if each.strip())
    for asked, choices in line.asks:
        yield f"  - {_flat(asked)}"
        yield from (f"    - [ ] {_flat(each)}" for each in choices)
    yield from (f"  - [ ] {_flat(each)}" for each in line.answers)


def _flat(text: str) -> str:
    return escape(one_line(text))
