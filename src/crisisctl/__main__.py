"""The door, and the one place where an error becomes a line on stderr and an exit code."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from crisisctl.errors import Finding

BUG = 70
INTERRUPTED = 130


def main() -> NoReturn:
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run the command line; the exit code. Nothing escapes as a traceback: a bug says what it is in one line."""
    import typer

    from crisisctl.cli import command
    from crisisctl.errors import CrisisError
    from crisisctl.tongue import ask_company

    _mend_streams()
    if sys.stdout.isatty() or sys.stderr.isatty():
        from crisisctl.folding import fold

        fold(arguments)
    ask_company(_language_of_company)
    try:
        code = command().main(args=arguments, prog_name="crisisctl", standalone_mode=False)
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except CrisisError as problem:
        return _tell(
            arguments, problem.code, problem.message, problem.hint, problem.exit_code, getattr(problem, "findings", ())
        )
    except typer.TyperException as problem:
        return _tell(arguments, "usage", problem.format_message(), _help_of(problem), problem.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        print(file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        return _unheard()
    except SystemExit as leaving:  # which is what typer makes of a broken pipe, and of a shell that asks for words
        if isinstance(leaving.__context__, BrokenPipeError):
            return _unheard()
        return leaving.code if isinstance(leaving.code, int) else 0
    except OSError as problem:  # a full disk behind our output, a folder that was removed: no fault of the program
        what = f"{problem.filename}: {problem.strerror}" if problem.filename else problem.strerror or str(problem)
        return _tell(arguments, "store", f"cannot read or write: {what}", "look at the disk and the folder", 5)
    except Exception as bug:
        return _tell_bug(arguments, bug)


def _mend_streams() -> None:
    """A stream that is closed is an empty one; bytes that are no text, or no text here, are marked and stop nothing."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, mode))  # noqa: PTH123, SIM115 - it stays open, and pathlib is slow
        elif name != "stderr" and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _language_of_company() -> str:
    """What crisis.yaml says; nothing where it cannot be read, which is told where it matters."""
    from crisisctl import organisation
    from crisisctl.errors import CrisisError

    try:
        return organisation.load()[0].language
    except (CrisisError, OSError):
        return ""


def _unheard() -> int:
    """The reader of our output has seen enough: ``crisisctl log | head``."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _tell(
    arguments: list[str], code: str, message: str, hint: str, exit_code: int, findings: tuple[str | Finding, ...] = ()
) -> int:
    from crisisctl.text import clean, in_json, one_line
    from crisisctl.tongue import found, here

    if _wants_json(arguments):
        import json

        error = {"code": code, "message": message, "hint": hint} | (
            {"findings": [str(each) for each in findings]} if findings else {}
        )
        text = json.dumps({"crisisctl": 1, "error": error}, ensure_ascii=False)
        print(in_json(text.encode("utf-8", "replace").decode()))
    else:
        for finding in findings:
            print(clean(found(finding)), file=sys.stderr)
        message, hint = one_line(here(message)), one_line(here(hint))
        print(f"crisisctl: {message}{f' ({hint})' if hint else ''}", file=sys.stderr)
    return exit_code


def _tell_bug(arguments: list[str], bug: Exception) -> int:
    import traceback

    if os.environ.get("CRISISCTL_DEBUG"):
        traceback.print_exc()
    where = traceback.extract_tb(bug.__traceback__)[-1]
    place = f"{os.path.basename(where.filename)}:{where.lineno}"  # noqa: PTH119 - pathlib is not loaded yet
    hint = "nothing acknowledged is lost; CRISISCTL_DEBUG=1 shows the whole story, please report it"
    return _tell(arguments, "bug", f"a fault in crisisctl itself: {type(bug).__name__} at {place}: {bug}", hint, BUG)


def _help_of(problem: Exception) -> str:
    context = getattr(problem, "ctx", None)
    return f"{context.command_path} --help" if context else "crisisctl --help"


def _wants_json(arguments: list[str]) -> bool:
    pairs = zip(arguments, [*arguments[1:], ""], strict=bool(arguments))
    return any(
        word in {"--format=json", "-fjson"} or (word in {"--format", "-f"} and value == "json") for word, value in pairs
    )


if __name__ == "__main__":
    main()
