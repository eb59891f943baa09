"""The sandbox in which the texts of playbooks are filled: the small part of Jinja2 that messages need, with a budget.

Jinja's own sandbox keeps a text from reaching into Python. It does not keep it from filling the memory or from never
ending (``'a' | center(9999999999)``, loops in loops, ``a ~ a`` forty times), and a playbook may come from anywhere, or
lie in a log that was imported. So nothing is called, the filters are those that cannot make much out of little, no
value holds lists in lists, and every step of a loop and every character that is put together is paid from a budget.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from jinja2 import nodes, pass_context
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment
from jinja2.visitor import NodeTransformer

LONGEST = 100_000
"""Characters of a text, and of everything that is put together on the way to it."""
_KEPT = """abs capitalize count d default first float int join last length list lower map max min reject replace reverse
    round select sort string title trim truncate unique upper wordcount"""
FILTERS = frozenset(_KEPT.split())
"""The filters of Jinja that messages may use."""
_MOST_ITEMS = 10_000
_BUDGET = 200_000
_CHARACTERS = 50
"""How many characters cost as much as one step."""
_WORK, _STEPS, _FLAT, _CONCAT = "-work", "-steps", "-flat", "-concat"
"""Names that no text can write."""


class Work:
    """What one filling of one text may still cost."""

    def __init__(self) -> None:
        self._left = _BUDGET

    def spend(self, steps: int) -> None:
        self._left -= steps
        if self._left < 0:
            raise ValueError("the text asks for too much work: fewer loops, fewer long lists")


def with_work(values: dict[str, Any]) -> dict[str, Any]:
    """What a text is filled with, and its budget."""
    return {**values, _WORK: Work()}


def size(value: object) -> int:
    """How many characters a value is. Raises ``ValueError`` for too many, and for lists within lists."""
    if isinstance(value, str):
        length = str.__len__(value)
    elif isinstance(value, list | tuple | dict):
        items = [*value, *value.values()] if isinstance(value, dict) else value
        if len(items) > _MOST_ITEMS or any(isinstance(item, list | tuple | dict) for item in items):
            raise ValueError("a list in a message is short, and holds no other lists")
        length = sum(str.__len__(item) if isinstance(item, str) else 10 for item in items)
    else:
        return 1
    if length > LONGEST:
        raise ValueError(f"the text grows beyond {LONGEST} characters")
    return length


class Sandbox(SandboxedEnvironment):
    """Give it values by ``with_work``."""

    intercepted_binops = frozenset(["*", "**", "+", "%"])

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, optimized=False)  # what is constant would be worked out without a budget
        self.globals = {}
        bounded = {name: _bounded(function) for name, function in self.filters.items() if name in FILTERS}
        self.filters = {**bounded, "replace": _bounded(_replace), _STEPS: _steps, _FLAT: _flat, _CONCAT: _concat}

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree: nodes.Template = _Bounds().visit(super()._parse(source, name, filename))
        tree.set_environment(self)
        return tree

    def call(self, *_given: Any, **_named: Any) -> Any:
        raise ValueError("nothing can be called in a message")

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        texts = isinstance(left, str | list | tuple) or isinstance(right, str | list | tuple)
        if operator in {"*", "**"} or (operator == "%" and texts):
            raise ValueError(f"`{operator}` is not allowed in a message")
        _pay(context, left, right)
        found = super().call_binop(context, operator, left, right)
        size(found)
        return found


class _Bounds(NodeTransformer):
    """Puts the budget into a text's tree: around what is looped over, around lists, and in place of ``~``."""

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802 - Jinja prescribes the name
        cost = 1 + sum(1 for _ in node.find_all(nodes.Node))
        self.generic_visit(node)
        assert isinstance(node.iter, nodes.Expr)  # noqa: S101 - nothing else can be looped over
        node.iter = _filter(node.iter, _STEPS, cost)
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Expr:  # noqa: N802
        self.generic_visit(node)
        return _filter(nodes.List(node.nodes, lineno=node.lineno), _CONCAT)

    def visit_List(self, node: nodes.List) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return _filter(node, _FLAT)

    def visit_Tuple(self, node: nodes.Tuple) -> nodes.Expr:  # noqa: N802
        self.generic_visit(node)
        return _filter(node, _FLAT) if node.ctx == "load" else node

    def visit_Dict(self, node: nodes.Dict) -> nodes.Node:  # noqa: N802
        self.generic_visit(node)
        return _filter(node, _FLAT)


def _filter(node: nodes.Expr, name: str, *constants: int) -> nodes.Filter:
    given = [nodes.Const(each, lineno=node.lineno) for each in constants]
    return nodes.Filter(node, name, given, [], None, None, lineno=node.lineno)


def _pay(context: Context, *values: object) -> None:
    work = context.resolve(_WORK)
    assert isinstance(work, Work)  # noqa: S101 - whoever fills a text gives it
    work.spend(sum(1 + size(value) // _CHARACTERS for value in values))


def _bounded(function: Callable[..., Any]) -> Callable[..., Any]:
    passed: Callable[[Context], tuple[Any, ...]] = {
        "context": lambda context: (context,),
        "eval_context": lambda context: (context.eval_ctx,),
        "environment": lambda context: (context.environment,),
    }.get(getattr(getattr(function, "jinja_pass_arg", None), "name", ""), lambda _context: ())

    @pass_context
    def bounded(context: Context, value: Any, *given: Any, **named: Any) -> Any:
        _pay(context, value, *given, *named.values())
        if function.__name__ in {"do_join", "sync_do_join"}:
            value = list(value)
            separator = str((given or (named.get("d", ""),))[0])
            if size(value) + len(separator) * len(value) > LONGEST:
                raise ValueError(f"the text grows beyond {LONGEST} characters")
        found = function(*passed(context), value, *given, **named)
        size(found)
        return found

    return bounded


def _replace(text: object, old: object, new: object) -> str:
    source, before, after = str(text), str(old), str(new)
    if len(source) + source.count(before) * len(after) > LONGEST:
        raise ValueError(f"the text grows beyond {LONGEST} characters")
    return source.replace(before, after)


@pass_context
def _concat(context: Context, parts: list[Any]) -> str:
    _pay(context, parts)
    return "".join(map(str, parts))


@pass_context
def _flat(context: Context, value: Any) -> Any:
    _pay(context, value)
    return value


@pass_context
def _steps(context: Context, items: Iterable[Any] | Mapping[str, Any], cost: int) -> Iterator[Any]:
    work = context.resolve(_WORK)
    for item in items:
        work.spend(cost)
        yield item
