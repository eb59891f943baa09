"""What can be read of a SQLite log that SQLite itself cannot read any more: row by row, from the pages of its files.

A page that is torn or zeroed takes only its own rows along; every row found is checked against the chain by whoever
uses it. The format of the pages: https://www.sqlite.org/fileformat2.html. Nothing is written here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from crisisctl import chain

Pages: TypeAlias = Mapping[int, bytes]

_LEAF, _INTERIOR, _NUMBERED_LEAF = 0x0A, 0x02, 0x0D
_MAGIC = b"SQLite format 3\0"
_USUAL = 4096
_FRAME, _WAL_HEADER = 24, 32
_LONGEST_CHAIN = 1 << 16
"""Overflow pages of one row: a chain that leads in a circle ends here."""


@dataclass(frozen=True, slots=True)
class Rescued:
    """``logs`` are entries from the first on, each following from the one before: they can be a log again.

    ``loose`` are those that were found beyond a gap. Both by incident, the one begun first first.
    """

    logs: dict[str, tuple[str, ...]] = field(default_factory=dict)
    loose: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        return sum(map(len, self.logs.values()))

    @property
    def count_loose(self) -> int:
        return sum(map(len, self.loose.values()))


def rescue(data: bytes, wal: bytes = b"") -> Rescued:
    """Everything of a log that stands in the bytes of its file and of its -wal."""
    size = _page_size(data)
    found: dict[str, dict[int, list[str]]] = {}
    numbers: dict[str, int] = {}
    for incident, seq, line, number in _rows(_pages(data, wal, size), size - _reserved(data)):
        found.setdefault(incident, {}).setdefault(seq, []).append(line)
        if number is not None:
            numbers[incident] = number
    logs, loose = {}, {}
    for incident in sorted(found, key=lambda name: (numbers.get(name, 1 << 62), name)):
        log = _log(found[incident])
        if log:
            logs[incident] = log
        if rest := tuple(min(found[incident][seq], key=_whole) for seq in sorted(found[incident]) if seq > len(log)):
            loose[incident] = rest
    return Rescued(logs, loose)


def _log(found: Mapping[int, Sequence[str]]) -> tuple[str, ...]:
    """The entries from 1 on, without a gap, each naming the one before it. One that was changed stays: `verify` says
    which, and what people did after it is worth more than a clean log."""
    lines: list[str] = []
    prev = chain.GENESIS
    while candidates := found.get(len(lines) + 1):
        fitting = [line for line in candidates if _field(line, "prev") == prev and _readable(line)]
        if not fitting:
            break
        lines.append(min(fitting, key=_whole))
        prev = str(_field(lines[-1], "digest"))
    return tuple(lines)


def _whole(line: str) -> bool:
    """Where a line is found with its data and without, it is redacted: the one without is the log's."""
    return _field(line, "data") is not None


def _readable(line: str) -> bool:
    try:
        chain.parse(line)
    except ValueError:
        return False
    return True


def _field(line: str, name: str) -> object:
    try:
        found: Any = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return found.get(name) if isinstance(found, dict) else None


def _page_size(data: bytes) -> int:
    size = int.from_bytes(data[16:18], "big") if data.startswith(_MAGIC) else 0
    size = 65536 if size == 1 else size
    return size if size in {1 << power for power in range(9, 17)} else _USUAL


def _reserved(data: bytes) -> int:
    return data[20] if data.startswith(_MAGIC) and len(data) > 20 else 0


def _pages(data: bytes, wal: bytes, size: int) -> Pages:
    """Each page as it was last written: in the file, or after that in the -wal, up to its last commit."""
    found = {number + 1: data[at : at + size] for number, at in enumerate(range(0, len(data), size))}
    salts, waiting = wal[16:24], dict[int, bytes]()
    for at in range(_WAL_HEADER, len(wal) - _FRAME - size + 1, _FRAME + size):
        if wal[at + 8 : at + 16] != salts:  # from before the log was begun anew
            break
        waiting[int.from_bytes(wal[at : at + 4], "big")] = wal[at + _FRAME : at + _FRAME + size]
        if any(wal[at + 4 : at + 8]):  # a commit
            found |= waiting
            waiting = {}
    return found


def _rows(pages: Pages, usable: int) -> Iterator[tuple[str, int, str, int | None]]:
    for page in pages.values():
        if page[:1] and page[0] in {_LEAF, _INTERIOR}:
            for _, payload in _cells(page, pages, usable):
                try:
                    row = tuple(_values(payload))
                except (IndexError, ValueError):
                    continue
                match row:
                    case (str() as incident, int() as seq, str() as line, int() | None as number):
                        yield incident, seq, line, number
                    case _:
                        continue


def numbered_rows(data: bytes) -> Iterator[tuple[int, tuple[str | int | None, ...]]]:
    """The rows of those tables of a file that number their rows, each with its number; in no order."""
    size = _page_size(data)
    usable = size - _reserved(data)
    pages = _pages(data, b"", size)
    for page in pages.values():  # the first one begins with the file's header: it lists the tables, and holds no row
        if page[:1] and page[0] == _NUMBERED_LEAF:
            for number, payload in _cells(page, pages, usable):
                with suppress(IndexError, ValueError):
                    yield number, tuple(_values(payload))


def _cells(page: bytes, pages: Pages, usable: int) -> Iterator[tuple[int, bytes]]:
    """Each cell of a page, with what overflows into other pages: its number, where it has one, and its content. A
    broken one is left out."""
    interior, numbered = page[0] == _INTERIOR, page[0] == _NUMBERED_LEAF
    header = 12 if interior else 8
    most, least = (usable - 12) * 64 // 255 - 23, (usable - 12) * 32 // 255 - 23
    if numbered:
        most = usable - 35
    for place in range(header, header + 2 * int.from_bytes(page[3:5], "big"), 2):
        at = int.from_bytes(page[place : place + 2], "big") + (4 if interior else 0)
        try:
            length, at = _varint(page, at)
            number, at = _varint(page, at) if numbered else (0, at)
        except IndexError:
            continue
        fitting = least + (length - least) % (usable - 4)
        local = length if length <= most else fitting if fitting <= most else least
        content = page[at : at + local]
        if local < length:
            content += _overflow(
                int.from_bytes(page[at + local : at + local + 4], "big"), length - local, pages, usable
            )
        if len(content) == length:
            yield number, content


def _overflow(number: int, length: int, pages: Pages, usable: int) -> bytes:
    parts: list[bytes] = []
    while number and length > 0 and number in pages and len(parts) < _LONGEST_CHAIN:
        page = pages[number]
        parts.append(page[4 : min(usable, 4 + length)])
        length -= len(parts[-1])
        number = int.from_bytes(page[:4], "big")
    return b"".join(parts)


def _values(payload: bytes) -> Iterator[str | int | None]:
    """The columns of a record; ``ValueError`` for what no line of a log holds."""
    header, at = _varint(payload, 0)
    kinds = []
    while at < header:
        kind, at = _varint(payload, at)
        kinds.append(kind)
    widths = {0: 0, 1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8, 8: 0, 9: 0}
    for kind in kinds:
        width = widths[kind] if kind in widths else (kind - 13) // 2 if kind >= 13 and kind % 2 else -1
        piece = payload[at : at + width]
        if width < 0 or len(piece) < width:
            raise ValueError(kind)
        at += width
        match kind:
            case 0:
                yield None
            case 8 | 9:
                yield kind - 8
            case _:
                yield piece.decode() if kind >= 13 else int.from_bytes(piece, "big", signed=True)


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for step in range(9):
        byte = data[at + step]
        if step == 8:
            return value << 8 | byte, at + 9
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + step + 1
    raise IndexError
