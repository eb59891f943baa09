"""Where a text holds URLs and e-mail addresses, with or without ``https://``.

Which domains count as URLs without a scheme follows twitter-text: a known top-level domain. All country codes are
here; of the generic ones those organisations publish under, and ``example`` for tests and documentation.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from crisisctl import late

_COUNTRIES = (
    "ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bv bw by bz ca cc "
    "cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr ga gb "
    "gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke "
    "kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu "
    "mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw "
    "sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz "
    "ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw"
)
_GENERIC = (
    "com org net edu gov int mil info biz name pro coop museum aero jobs travel tel asia cat eus bzh alsace corsica "
    "paris quebec brussels gent london berlin wien swiss app dev page cloud online site tech store shop blog news "
    "media live help support status systems services solutions agency group email chat social network digital world "
    "global health care hospital doctor insurance bank finance energy city town school academy university "
    "foundation ngo ong one xyz link click top zone space today run tools software example"
)
_TLD = "|".join(sorted({*_COUNTRIES.split(), *_GENERIC.split()}, key=len, reverse=True))
_REST = r"[^\s<>\"«»“”]*"
# Starts only where a word starts, so a long run of letters or dots costs one attempt and not one a character.
_URL = late.pattern(
    rf"(?<![\w@＠$#＃])https?://(?=[^\s/?#<>\"«»“”]*[\w\]]){_REST}"
    rf"|(?<![\w@＠$#＃./-])(?:[^\W_](?:[\w-]{{0,61}}[^\W_])?\.)+(?:{_TLD})(?![\w@+-])(?::\d+)?(?:[/?#]{_REST})?",
    re.IGNORECASE,
)
_EMAIL = late.pattern(r"(?<![\w.+-])[\w.+-]+@(?:[\w-]+\.)+\w+")
_DOTTED = late.pattern(r"://|[^\W_]\.[^\W_]")
"""No URL is without one of these, and they are cheap to look for."""


def urls(text: str) -> Iterator[tuple[int, int]]:
    """The spans of URLs, without the punctuation that ends a sentence after one."""
    if not _DOTTED.search(text):
        return
    for found in _URL.finditer(text):
        yield found.start(), found.start() + len(_trimmed(found[0]))


def url_list(text: str) -> list[str]:
    return [text[start:end] for start, end in urls(text)]


def emails(text: str) -> list[str]:
    return _EMAIL.findall(text)


def outside(text: str, change: Callable[[str], str]) -> str:
    """``text`` with ``change`` applied to all but its URLs and e-mail addresses: one letter off and they are dead."""
    kept = sorted([*urls(text), *(found.span() for found in _EMAIL.finditer(text))])
    done, position = [], 0
    for start, end in kept:
        if start >= position:
            done += [change(text[position:start]), text[start:end]]
            position = end
    return "".join([*done, change(text[position:])])


def _trimmed(url: str) -> str:
    """A closing bracket is the URL's own when it was opened in it: ``…/Panne_(réseau)``."""
    while url[-1] in ".,;:!?'’…" or (url[-1] == ")" and url.count(")") > url.count("(")):
        url = url[:-1]
    return url
