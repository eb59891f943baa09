"""What is wrong with the texts of a playbook: languages that lack, placeholders nobody fills, messages nobody sends."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crisisctl import approvals, expressions
from crisisctl.messages import placeholders
from crisisctl.playbook import Message, Playbook
from crisisctl.reader.nodes import Mapping, Node, Scalar
from crisisctl.reader.problems import Place, shown
from crisisctl.reader.reading import Reading
from crisisctl.text import listed


def check_texts(playbook: Playbook, root: Mapping, facts: set[str], reading: Reading) -> None:
    """Check every text: messages severely, the others by warnings."""
    roles = root.get("roles")
    named = {key.text for key, _ in roles.items} if isinstance(roles, Mapping) else set()
    for message, node in reading.of(Message):
        audience = playbook.audiences.get(message.audience)
        languages = (audience and audience.languages) or playbook.languages
        for text in _templates(node):
            _languages(text, languages, reading, "error")
            for scalar in _scalars(text):
                for flaw in placeholders.flaws(scalar.text, facts, named, playbook.secrets()):
                    reading.problems.error(
                        flaw.code, _place(scalar, flaw, reading.lines[scalar.file]), flaw.text, flaw.hint
                    )
        _approved_before(message, node, reading)
    for text in reading.words:
        _languages(text, playbook.languages, reading, "warning")


def _approved_before(message: Message, node: Mapping, reading: Reading) -> None:
    """Texts that were approved on a quiet day, by us or by a provider, are those that stand here."""
    given, place = message.preapproved, node.get("preapproved")
    right = approvals.texts_digest(message)
    if given and given.digest != right and isinstance(place, Mapping):
        text = f"the texts of {shown(message.id)} are not those that {shown(given.by)} approved on {shown(given.on)}"
        reading.problems.warn(
            "unapproved-change", place.get("digest") or place, text, f"once they are approved: digest: {right}"
        )
    places = node.get("provider_templates")
    for language, template in message.provider_templates.items():
        right = approvals.body_digest(approvals.whatsapp_body(message, language))
        place = places.get(language) if isinstance(places, Mapping) else None
        if template.digest != right and isinstance(place, Mapping):
            text = f"the body of {shown(message.id)} in {language} is not the one approved as {shown(template.name)}"
            reading.problems.warn(
                "unapproved-change", place.get("digest") or place, text, f"once it is approved: digest: {right}"
            )


def _templates(message: Mapping) -> Iterator[Node]:
    for name in ("subject", "body", "short"):
        if text := message.get(name):
            yield text
    channels = message.get("channels")
    if isinstance(channels, Mapping):
        yield from (node for _, node in channels.items)


def _scalars(node: Node) -> Iterator[Scalar]:
    """The texts of a node that was read as ``Words``."""
    found = [item for _, item in node.items] if isinstance(node, Mapping) else [node]
    return (item for item in found if isinstance(item, Scalar) and not item.broken and not item.empty)


def _languages(node: Node, wanted: tuple[str, ...], reading: Reading, level: str) -> None:
    if not isinstance(node, Mapping):
        return
    written = {key.text for key, _ in node.items}
    if lacking := [language for language in wanted if language not in written]:
        text = f"the text in {listed(lacking)} is missing"
        say = reading.problems.error if level == "error" else reading.problems.warn
        say("missing-language", node, text, "every text is written in all `languages`, or as one text for all")


def _place(node: Scalar, flaw: placeholders.Flaw, lines: list[str]) -> Place:
    """Where a flaw is in the file: the line inside the YAML block, and the word if it can be found there."""
    if node.style == "|":
        first = node.line + flaw.line
    else:
        first = node.line if node.style == ">" else min(node.line + flaw.line - 1, node.end_line)
    if flaw.word:
        inside = re.compile(rf"\{{[{{%][^}}]*?\b({re.escape(flaw.word)})\b")
        for line in range(first, min(node.end_line, len(lines)) + 1):
            if found := inside.search(lines[line - 1], node.column - 1 if line == node.line else 0):
                return Place(line, found.start(1) + 1, node.file)
    return Place(node.line, node.column, node.file) if first == node.line else Place(first, 1, node.file)


def check_unused(playbook: Playbook, root: Mapping, reading: Reading) -> None:
    """Messages that no step sends and facts that nothing asks for; of what is shared, only the used part is there."""
    used = {use.text for use in reading.uses if use.noun.startswith("fact")}
    for _, node in reading.of(Message):
        used |= {name for text in _templates(node) for each in _scalars(text) for name in placeholders.used(each.text)}
    sent = {use.text for use in reading.uses if use.noun == "message"}
    for use in reading.uses:
        if use.noun == "expression" and not expressions.check(use.text):
            used = used | expressions.names(use.text)
    messages, facts = root.get("messages"), root.get("facts")
    for key, _ in messages.items if isinstance(messages, Mapping) else ():
        if key.text not in sent and not key.file:
            text = f"no step sends the message {shown(key.text)}"
            reading.problems.warn("unused-message", key, text, "add a step of kind `message`, or remove it")
    for key, _ in facts.items if isinstance(facts, Mapping) else ():
        if key.text in playbook.facts and key.text not in used and not key.file:
            text = f"nothing asks for the fact {shown(key.text)} and nothing uses it"
            reading.problems.warn("unused-fact", key, text, "add it to the `facts` of a question, or remove it")
