"""The small language of ``when`` and ``until``: comparisons over facts, joined by and, or, not.

``severity == 'SEV1' and affected > 100``, ``'whatsapp' in down``, ``cause and not restored``. Python's grammar, but
only names, literals, lists, comparisons and boolean operators get in: nothing is called, indexed or reached into.
A fact that is not known yet counts as nothing: false, equal only to ``none``, and neither more nor less than a number.
"""

from __future__ import annotations

import ast
import operator
import warnings
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

BUILT_IN = ("status", "severity", "mode", "down")
"""Names every expression may use beside the facts: the incident's state, and the channels marked down."""

_CONSTANTS = {"true": True, "false": False, "none": None}
_COMPARE: dict[type[ast.cmpop], Callable[[object, object], bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.In: lambda item, among: isinstance(among, str | list | tuple | frozenset | set) and _contains(among, item),
    ast.NotIn: lambda item, among: (
        not (isinstance(among, str | list | tuple | frozenset | set) and _contains(among, item))
    ),
}
_ORDER: dict[type[ast.cmpop], Callable[[float, float], bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}
_LONGEST = 500


def check(text: str) -> str | None:
    """What is wrong with an expression, in one sentence; None when it is fine."""
    try:
        _parse(text)
    except ValueError as problem:
        return str(problem)
    return None


def names(text: str) -> frozenset[str]:
    """The facts and built-in names an expression reads."""
    return frozenset(
        node.id for node in ast.walk(_parse(text)) if isinstance(node, ast.Name) and node.id not in _CONSTANTS
    )


def holds(text: str, values: Mapping[str, object]) -> bool:
    """Whether the expression is true of ``values``. Raises ``ValueError`` for what ``check`` complains of."""
    return bool(_evaluate(_parse(text).body, values))


@lru_cache(maxsize=512)
def _parse(text: str) -> ast.Expression:
    if len(text) > _LONGEST:
        raise ValueError(f"an expression has at most {_LONGEST} characters")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)  # `1if cause` is odd, and says what it means
            tree = ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise ValueError(
            f"`{text}` is not an expression: write for instance severity == 'SEV1' and affected > 100"
        ) from None
    for node in _nodes(tree):
        _admit(node, text)
    return tree


def _nodes(tree: ast.Expression) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Expression | ast.expr_context | ast.boolop | ast.cmpop | ast.unaryop):
            yield node


def _admit(node: ast.AST, text: str) -> None:
    match node:
        case ast.BoolOp() | ast.List() | ast.Tuple() | ast.Name():
            return
        case ast.UnaryOp(op=ast.Not() | ast.USub()):
            return
        case ast.Compare(ops=ops) if all(type(op) in _COMPARE or type(op) in _ORDER for op in ops):
            return
        case ast.Constant(value=str() | int() | float() | bool() | None):
            return
        case _:
            pass
    raise ValueError(f"`{text}`: only names, values, comparisons, and, or, not and in are allowed")


def _evaluate(node: ast.expr, values: Mapping[str, object]) -> object:
    match node:
        case ast.Constant(value=value):
            return value
        case ast.Name(id=name):
            return _CONSTANTS[name] if name in _CONSTANTS else values.get(name)
        case ast.List(elts=items) | ast.Tuple(elts=items):
            return [_evaluate(item, values) for item in items]
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return not _evaluate(operand, values)
        case ast.UnaryOp(operand=operand):
            found = _evaluate(operand, values)
            return -found if isinstance(found, int | float) else None
        case ast.BoolOp(op=ast.And(), values=parts):
            return all(_evaluate(part, values) for part in parts)
        case ast.BoolOp(values=parts):
            return any(_evaluate(part, values) for part in parts)
        case ast.Compare(left=left, ops=ops, comparators=others):
            return _compare(_evaluate(left, values), ops, [_evaluate(other, values) for other in others])
        case _:
            raise AssertionError(node)


def _compare(left: object, ops: list[ast.cmpop], others: list[object]) -> bool:
    for op, right in zip(ops, others, strict=True):
        if type(op) in _COMPARE:
            true = _COMPARE[type(op)](left, right)
        else:
            true = _ordered(left, right) and _ORDER[type(op)](left, right)  # type: ignore[arg-type]
        if not true:
            return False
        left = right
    return True


def _ordered(left: object, right: object) -> bool:
    numbers = isinstance(left, int | float) and isinstance(right, int | float)
    return numbers or (isinstance(left, str) and isinstance(right, str))


def _contains(among: object, item: object) -> bool:
    if isinstance(among, str):
        return isinstance(item, str) and item in among
    return item in among  # type: ignore[operator]
