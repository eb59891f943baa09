"""Who we are: ``crisis.yaml``, read as a playbook is."""

from __future__ import annotations

import os
from pathlib import Path

from crisisctl import channels, paths
from crisisctl.errors import NotFound
from crisisctl.playbook import Organisation
from crisisctl.reader.checks import Known, references
from crisisctl.reader.grammar import ORGANISATION
from crisisctl.reader.loading import bad_file, read_file
from crisisctl.reader.nodes import Mapping, Scalar, Sequence
from crisisctl.reader.problems import Problem, Problems, TooMany, shown
from crisisctl.reader.reading import Reading
from crisisctl.text import listed
from crisisctl.tongue import LANGUAGES

FILE = "crisis.yaml"


def load() -> tuple[Organisation, Path]:
    """The organisation, and the file it was read from. Raises ``NotFound`` or ``BadInputFile``."""
    path = where()
    organisation, problems = check(path)
    if organisation is None:
        raise bad_file(path, problems)
    return organisation, path


def where() -> Path:
    """``CRISISCTL_CONFIG``, else ``./crisis.yaml``, else the one in the data directory, else the shipped example."""
    if chosen := os.environ.get("CRISISCTL_CONFIG"):
        path = paths.expanded(chosen)
        if not path.is_file():
            raise NotFound(
                f"there is no file {chosen}", "CRISISCTL_CONFIG names the organisation's file: mend or unset it"
            )
        return path
    own = (Path.cwd() / FILE, paths.home() / FILE)
    return next((path for path in own if path.is_file()), paths.shipped("templates") / FILE)


def check(path: Path) -> tuple[Organisation | None, tuple[Problem, ...]]:
    """The organisation in a file, None when there are errors, and every problem in the order of the file."""
    problems = Problems(str(path))
    try:
        reading, made, root = read_file(path, ORGANISATION, problems)
        if isinstance(made, Organisation):
            among = listed(channels.ids())
            known: Known = {
                "channel": (channels.ids(), f"one of {among}"),
                "language": (made.languages, "add it to `languages`"),
            }
            _translations(reading, {*made.languages, *LANGUAGES})
            references(reading, known)
            if root is not None:
                _languages(root, problems)
    except TooMany:
        made = None
    return (made if isinstance(made, Organisation) and not problems.errors() else None), problems.all()


def _translations(reading: Reading, known: set[str]) -> None:
    """A text may stand there in French or English where that is not written in: it is left alone."""
    keys = {id(key) for words in reading.words if isinstance(words, Mapping) for key, _ in words.items}
    reading.uses[:] = [use for use in reading.uses if id(use.node) not in keys or use.text not in known]


def _languages(root: Mapping, problems: Problems) -> None:
    """A code of two letters that no language has is a slip."""
    written = root.get("languages")
    for node in written.items if isinstance(written, Sequence) else ():
        if isinstance(node, Scalar) and len(code := node.text.partition("-")[0]) == 2 and f" {code} " not in _CODES:
            problems.error("unknown-language", node, f"unknown language {shown(node.text)}", "write `fr` or `en`")


_CODES = (
    " aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el "
    "en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it "
    "iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt "
    "my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl "
    "sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo "
    "za zh zu "
)
"""The two-letter codes of ISO 639."""
