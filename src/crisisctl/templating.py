"""Our own templates: found beside the user's files first, then among those shipped (``paths``).

Values are never markup. In ``*.html.j2`` Jinja2 escapes them; elsewhere ``finish`` is applied to everything a template
prints, which is how Markdown is escaped without a filter on every line.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from crisisctl.errors import BadInputFile
from crisisctl.paths import folders


def render_template(name: str, values: Mapping[str, object], finish: Callable[[Any], Any] | None = None) -> str:
    """Template ``name`` filled with ``values``. Raises ``BadInputFile`` for one that is missing or wrong."""
    from jinja2 import FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(  # a layout is data, whoever wrote it
        loader=FileSystemLoader(list(folders("templates"))),
        autoescape=name.endswith(".html.j2"),
        undefined=StrictUndefined,
        finalize=finish,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    try:
        return environment.get_template(name).render(values)
    except TemplateSyntaxError as problem:
        raise BadInputFile(f"template {problem.name or name}, line {problem.lineno}: {problem.message}") from None
    except TemplateError as problem:
        raise BadInputFile(f"template {name}: {problem.message or type(problem).__name__}") from None
