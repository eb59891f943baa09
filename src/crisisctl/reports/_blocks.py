"""What a report is made of, before it is Markdown or HTML: sections of neutral blocks, all of plain text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, TypeAlias


@dataclass(frozen=True, slots=True)
class Heading:
    kind: ClassVar[str] = "heading"
    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """``mark`` is ``bad`` for what nobody may overlook; else empty."""

    kind: ClassVar[str] = "text"
    text: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Bullets:
    kind: ClassVar[str] = "bullets"
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Labels and values."""

    kind: ClassVar[str] = "pairs"
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """``mark`` is ``good``, ``bad``, ``bad unknown``, ``quiet`` or empty. It only repeats what the words say."""

    cells: tuple[str, ...]
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """``lead`` is the column that names a row."""

    kind: ClassVar[str] = "table"
    caption: str
    head: tuple[str, ...]
    rows: tuple[Row, ...]
    lead: int = 0


@dataclass(frozen=True, slots=True)
class Exact:
    """A text exactly as it left, with what it is and in which language."""

    kind: ClassVar[str] = "exact"
    label: str
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Command:
    """Something to type."""

    kind: ClassVar[str] = "command"
    text: str


Block: TypeAlias = Heading | Text | Bullets | Pairs | Table | Exact | Command


@dataclass(frozen=True, slots=True)
class Section:
    id: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole report in one language. ``banner`` is empty for a live incident."""

    language: str
    title: str
    id: str
    banner: str
    as_of: str
    sections: tuple[Section, ...]
