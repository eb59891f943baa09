"""count: how long a text is for a channel."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from crisisctl import channels
from crisisctl.commands import _acting, _complete
from crisisctl.commands._options import Format, Output
from crisisctl.errors import NotFound
from crisisctl.screen import Tongue, measure
from crisisctl.text import did_you_mean, listed


def command(
    channel: Annotated[str, typer.Argument(help="The channel: sms, x, telegram …", autocompletion=_complete.channels)],
    text: Annotated[str, typer.Argument(help="The text; - (or nothing) reads it from standard input.")] = "-",
    output: Output = Format.text,
) -> None:
    """Count a text against a channel's hard limit, in the unit the channel counts in. Exits 1 when it does not fit.

    Examples:\n
      crisisctl count sms "Exemplia : WhatsApp indisponible. Appelez le 01 99 00 12 34."\n
      crisisctl count x - --format json < post.txt
    """
    if channel not in channels.ids():
        raise NotFound(
            f"there is no channel `{channel}`{did_you_mean(channel, channels.ids())}",
            f"one of {listed(channels.ids())}",
        )
    words = sys.stdin.read().removesuffix("\n") if text == "-" else text
    count = channels.get(channel).count(words)
    if output is Format.json:
        _acting.show_json(
            {
                "length": count.length,
                "limit": count.limit,
                "unit": count.unit,
                "parts": count.parts,
                "fits": count.fits,
                "encoding": count.encoding,
                "forced_by": list(count.forced_by),
            }
        )
    else:
        typer.echo(told(count, Tongue(_acting.language_of(None))))
    if not count.fits:
        raise typer.Exit(1)


def told(count: channels.Count, words: Tongue) -> str:
    """``118/160 septets · GSM-7``, and what forces a costlier encoding."""
    letters = " ".join(repr(each) for each in count.forced_by)
    forced = words("forced", encoding=count.encoding, letters=letters) if letters else count.encoding
    return " · ".join(filter(None, (measure(count, words), forced)))
