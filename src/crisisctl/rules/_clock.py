"""Clock times in a text, told apart from durations, and whether each names its zone."""

# No `from __future__ import annotations` here: a NamedTuple compiles every annotation that is a string, at each start.

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from crisisctl.rules._lazy import Pattern

_TWELVE_WORDS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_FRENCH_HOURS = (
    "une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|dix-sept|dix-huit|dix-neuf"
    "|vingt|vingt et une|vingt-et-une|vingt-deux|vingt-trois"
)
_HOURS = {
    word: at + 1
    for words in (_TWELVE_WORDS, _FRENCH_HOURS.replace("|vingt-et-une", ""))
    for at, word in enumerate(words.split("|"))
}
_MINUTES = {
    "five": 5, "ten": 10, "quarter": 15, "twenty": 20, "half": 30, "fifteen": 15, "thirty": 30, "forty-five": 45,
    "quinze": 15, "trente": 30, "quarante-cinq": 45, "et demie": 30, "et quart": 15,
}  # fmt: skip
_DIGITS = r"""(?:(?=\d)(?<![\w/:.,+-])(?:
      (?P<h12>1[0-2]|0?[1-9])(?:[:.h]\s?(?P<m12>[0-5]\d))?\s?(?P<half>[ap])\.?\s?m\b\.?
    | (?P<hfr>[01]?\d|2[0-4])\s?h(?:eures?|rs?)?(?!\w*/)\s?(?P<mfr>[0-5]\d(?!\d))?(?:\s?(?:min|mn)\b)?(?![a-z/'])
    | (?P<h24>[01]?\d|2[0-3])[:](?P<m24>[0-5]\d)(?::[0-5]\d)?(?![\w:])
    | (?P<hm>[01]\d|2[0-3])(?P<mm>[0-5]\d)\s?(?:hours|hrs|z)\b
    | (?P<oclock>1[0-2]|[1-9])\s?o'?\s?clock\b
    ) | """
_NAMED = r"""(?=[mn])\b(?P<word>midi|minuit|noon|midday|midnight)\b)"""
_CLOCK = Pattern(_DIGITS + _NAMED, re.VERBOSE)
_CLOCK_OR_WORDS = Pattern(
    _DIGITS
    + r"""\b(?:(?P<part>half|quarter|five|ten|twenty)\s(?P<side>past|to)\s(?P<named>"""
    + _TWELVE_WORDS
    + r"""|1[0-2]|[1-9])
    | (?P<said>"""
    + _TWELVE_WORDS
    + r""")(?:\s(?P<saidm>fifteen|thirty|forty-five))?\s?(?:o'?\s?clock|(?P<saidhalf>[ap])\.?\s?m)
    | (?<=\ba\s)(?P<dit>"""
    + _FRENCH_HOURS
    + r""")\sheures?(?:\s(?P<ditm>quinze|trente|quarante-cinq|et\sdemie|et\squart))?)\b | """
    + _NAMED,
    re.VERBOSE,
)
_IN_WORDS = (
    Pattern(r"(?:half|quarter|five|ten|twenty)\s(?:past|to)\s(?:\d|[a-z]{3,6}\b)"),
    Pattern(r"(?:ne|wo|ee|ur|ve|ix|en|ht|ty)\s?o'?\s?clock"),
    Pattern(r"[ap](?:(?<=(?:ne|wo|ee|ur|ve|ix|en|ht|ty).)|(?<=(?:ne|wo|ee|ur|ve|ix|en|ht|ty)\s.))\.?\s?m"),
    Pattern(r"a\s(?<=\ba.)[a-z -]{3,13}\sheures?"),
)
"""No time told in words is without one of these: "half past nine", "ten a.m.", "à quinze heures"."""
_MAYBE = (
    Pattern(r"\d(?:\s?h|:\d|\s?[ap]\.?\s?m|\d(?:hours| hours|z))"),
    Pattern(r"mid|minuit|noon|clock"),
    Pattern(r"\b(?:past|to) (?:\d|[a-z]{3,6}\b)"),
    Pattern(r"[a-z] ?[ap]\.?m\b"),
    Pattern(r"a [a-z]{3,9}(?:-[a-z]+)? heures"),
)
"""And no time at all without one of these."""
_BEGINS = Pattern(r"[\dmn](?<!\w.)")
"""Where a time begins that is told in figures, or is noon or midnight: far fewer places than there are letters."""
_DURATION_BEFORE = Pattern(
    r"(?:\b(?:en|pendant|durant|dans|sous|toutes? les|tous les|il y a|plus de|moins de|pres de|environ|duree(?: de)?"
    r"|delai(?: de)?|au bout de|attente de|retard de|coupure de|apres plus de|dure|durera|duree|prend|prendra"
    r"|prendre|durer|comptez|compter|encore|reste|takes?|lasts?|taken|another|every|within|for|in|over|under"
    r"|about|nearly"
    r"|les|des|ces|quelques|dernieres|prochaines|premieres|maximum|max)\s|[+<>~]\s?)$"
)
_BEFORE_WORDS = (
    "en pendant durant dans sous les environ duree delai dure durera prend prendra prendre durer comptez "
    "compter encore reste take takes last lasts taken another every within for in over under about nearly "
    "des ces quelques dernieres prochaines premieres maximum max + < > ~ "
)
_BEFORE = (
    *_BEFORE_WORDS.split(),
    "il y a",
    "plus de",
    "moins de",
    "pres de",
    "duree de",
    "delai de",
    "bout de",
    "attente de",
    "retard de",
    "coupure de",
)
"""What stands before a time ends in one of these where it tells how long: cheaper to look for than the pattern."""
_SHORT_BEFORE = Pattern(r"\b(?:depuis|d'ici|d'ici a|apres|et|ou|pour)\s(?:plus de |environ |pres de )?$")
_DURATION_AFTER = Pattern(
    r"\s?(?:/\s?(?:24|7|j)|(?:(?:de|d')\s?(?:retard|attente|delai|travail|coupure|interruption|panne|route|trajet"
    r"|decalage"
    r"|formation|repos|marge|battement|vol|avance|indisponibilite|intervention|stationnement|suite|plus|moins)\b"
    r"|plus tard|apres|avant (?:le|la|les|l'|votre|son)|supplementaires?|environ|ouvre[er]?e?s?|consecutives?"
    r"|en moyenne"
    r"|maximum|later|ago|delay|wait|of\b|a day|per day|par jour|sur 24))"
)
_AFTER_WORDS = (
    "/ de d' plus apres avant supplementaire environ ouvr consecutive en maximum later ago delay wait of a per par sur"
)
_AFTER = tuple(_AFTER_WORDS.split())
"""And what stands after it begins with one of these."""
_NEAR = (
    "paris|france|locale|local|london|bruxelles|geneve|montreal|uk|lyon|marseille|metropole|lisbonne|madrid|"
    "berlin|dakar|abidjan|tunis|alger|casablanca|reunion|guadeloupe|martinique|guyane|mayotte|noumea|papeete"
)
_ZONES = (
    Pattern(
        r"\b(?:utc|gmt|hnec|haec|hne|hae|heures? (?:(?:de|d'|du|des)(?! ?(?:retour|retabl|retard|attente|repris"
        r"|fermeture|ouverture|depart|arrivee|debut|fin\b|rendez|livraison|pointe|cours|travail|repas|passage"
        r"|bureau|service|visite|route|coupure|panne|prochain|remise|resolution|reparation|appel|diffusion|sommeil"
        r"|conduite|vol\b|chaque|notre|votre|nos\b|vos\b))|locales?|francaises?|metropolitaine|legale|belge|suisse"
        r"|quebecoise|normale|avancee|universelle|europeenne|hexagone|centrale|d ))"
    ),
    Pattern(
        r"\b(?:local|uk|french|paris|london|british|irish|dublin|eastern|central|pacific|mountain|european|german"
        r"|swiss|belgian|universal|summer|winter|standard|daylight|greenwich|zulu|atlantic|australian|indian|japan"
        r"|singapore|hong kong|new york|berlin|brussels|geneva|zurich|toronto|montreal|sydney|madrid|rome"
        r"|amsterdam|lisbon) time\b"
    ),
    Pattern(rf"\((?:heure |h\. ?)?(?:{_NEAR})[^)]{{0,20}}\)"),
    Pattern(
        r"\b(?:europe|america|africa|asia|indian|pacific|australia|atlantic)/[a-z_]+|\butc ?[+-]\s?\d"
        r"|\bgmt ?[+-]\s?\d"
    ),
)
"""Ways to name a zone."""
_ZONE_RAW = Pattern(
    r"\b(?:[A-Z][\w-]+ time|[A-Z][\w-]+ [A-Z][\w-]+ time|BST|IST|CES?T|H[NA]?[ECRPA]|E[SD]?T|C[SD]?T|M[SD]T|P[SD]?T|AE[SD]T"
    r"|SAST|JST|WES?T|EES?T|Z)\b"
)
_FALSE_TIME = Pattern(
    r"^(?:This|That|The|Any|Some|Each|Every|Response|Waiting|Real|Our|Your|By|At|In|Of|First|Last|Next) "
)
_GLOBAL = Pattern(
    r"\b(?:heures? (?:de|du|d') ?(?:la |l')?[a-z-]{3,20},? (?:partout|pour tou\w+|dans tout|ci-|sauf|dans ce|pour l'ensemble)"
    r"|tout (?:est|s'entend) (?:en|a l')heure|toutes? (?:les|nos) (?:heures|horaires) (?:sont|ci-|de ce|de cette|indiqu|donn|exprim|s'entend|en "
    r"|affich|mention|a l'heure)|tous (?:les|nos) horaires|horaires (?:en|a l'heure)"
    r"|(?:les )?heures (?:sont )?(?:indiquees|exprimees|donnees"
    r"|affichees|en heure|de paris)|horaires en heure|all times|times are|times (?:shown )?in|times given)\b"
)
_AT_NOON = Pattern(r"(?:^|\b(?:a|avant|apres|vers|des|ici|depuis|pour|et|point|bulletin)|[:(\n—])\s?$")
_CITIES = (
    "paris|london|lyon|lille|nantes|marseille|bruxelles|brussels|geneve|geneva|zurich|dublin|edinburgh|madrid|"
    "lisbon|lisbonne|berlin|montreal|toronto|new york|dakar|abidjan|tunis|casablanca|papeete|noumea|"
    "saint-denis|fort-de-france|cayenne|luxembourg|cardiff|belfast|glasgow|manchester|leeds|bristol|birmingham|"
    "chicago|los angeles|san francisco|boston|denver|seattle|vancouver|calgary|halifax|ottawa|sydney|melbourne|"
    "perth|brisbane|adelaide|auckland|wellington|singapore|hong kong|tokyo|delhi|mumbai|dubai|johannesburg|"
    "cape town|nairobi|lagos|rome|vienna|prague|warsaw|athens|stockholm|oslo|copenhagen|helsinki|amsterdam"
)
_REGIONS = "eastern|central|pacific|mountain|atlantic|uk|local|irish|british|newfoundland|hawaii|alaska"
_PLACES = (*_CITIES.split("|"), *_REGIONS.split("|"))
_CITY = Pattern(
    rf"\s?\(?(?:a |in )?(?:{_CITIES})\b|\s?\(?(?:{_REGIONS})"
    r"(?=\s?(?:[).,;:!?/\n]|$|and\b|to\b|today\b|tomorrow\b|tonight\b|on\b))"
)
_AT_HOUR = Pattern(r"\b(?:at|by|until|till|before|around|from|since)\s$")
_TODAY = Pattern(r"\s(?:ce matin|ce soir|cet apres|hier|aujourd|du matin|du soir|cette nuit|this|today|yesterday)")
_RANGE = Pattern(r"\s?(?:a|-|—|jusqu'a|to|until|till|et|and)\s?$")
_OPENING = Pattern(
    r"\b(?:ouvert\w*|horaires?|7\s?j|7 jours|tous les jours|du lundi|lundi|samedi|dimanche|joignables? de"
    r"|disponibles? de|standard"
    r"|permanence|accueil|open|opening|every day|daily|monday|weekdays?|weekends?|mon-|mon |hours|lines are"
    r"|ouvre\w*|appel\w*|call|from)\b"
)


class Clock(NamedTuple):
    """A clock time: its place in the folded text, minutes after midnight, and the zone it names (empty: none)."""

    start: int
    end: int
    minutes: int
    zone: str
    opening: bool
    """Part of opening hours (``de 9 h à 18 h, du lundi au vendredi``)."""


def clocks(text: str, raw: Callable[[int, int], str]) -> tuple[Clock, ...]:
    """The clock times of a folded text; ``raw`` gives the raw text of a folded span (short zone names are capitals)."""
    if not any(sign.search(text) for sign in _MAYBE):
        return ()
    found: list[Clock] = []
    for match in _CLOCK_OR_WORDS.finditer(text) if any(sign.search(text) for sign in _IN_WORDS) else _told(text):
        if _is_duration(text, match):
            continue
        ranged = bool(found and _RANGE.fullmatch(text[found[-1].end : match.start()]))
        opening = ranged and bool(_OPENING.search(text[max(0, match.start() - 60) : match.end() + 40]))
        if opening:
            found[-1] = found[-1]._replace(opening=True)
        found.append(Clock(*match.span(), _minutes(match), _zone(text, match, raw), opening))
    return tuple(found)


def _told(text: str) -> Iterator[re.Match[str]]:
    """The times in a text that tells none in words."""
    end = 0
    for place in _BEGINS.finditer(text):
        if place.start() >= end and (match := _CLOCK.match(text, place.start())):
            end = match.end()
            yield match


def names_zone_for_all(text: str) -> bool:
    """Whether a folded text says once which zone its times are in."""
    place = _GLOBAL.search(text)
    return bool(place)


def _minutes(match: re.Match[str]) -> int:
    words = match.groupdict()  # without those of words where none were looked for
    if match["word"]:
        return 0 if match["word"] in {"minuit", "midnight"} else 720
    if match["h12"]:
        return (int(match["h12"]) % 12 + 12 * (match["half"] == "p")) * 60 + int(match["m12"] or 0)
    if named := words.get("named"):
        hour = int(named) if named.isdigit() else _HOURS[named]
        return (hour * 60 + (1 if words["side"] == "past" else -1) * _MINUTES[words["part"]]) % 1440
    if said := words.get("said"):
        hour = _HOURS[said] % 12 + 12 * (words["saidhalf"] == "p")
        return hour * 60 + _MINUTES.get(words["saidm"] or "", 0)
    if dit := words.get("dit"):
        return _HOURS.get(dit, 21) % 24 * 60 + _MINUTES.get(words["ditm"] or "", 0)
    if match["oclock"]:
        return int(match["oclock"]) * 60
    hours = match["hfr"] or match["h24"] or match["hm"]
    return int(hours) % 24 * 60 + int(match["mfr"] or match["m24"] or match["mm"] or 0)


def _is_duration(text: str, match: re.Match[str]) -> bool:
    """Also "ce midi" and "repas de midi", which are meals."""
    if match["word"] in {"midi", "minuit"}:
        return not _AT_NOON.search(text[max(0, match.start() - 12) : match.start()])
    words = match.groupdict()
    if words.get("side") == "to" and words["part"] != "quarter":
        return not _AT_HOUR.search(text, max(0, match.start() - 10), match.start())
    if words.get("dit"):
        return bool(_DURATION_AFTER.match(text, match.end()))
    if not match["hfr"]:
        return False
    before, after = text[max(0, match.start() - 24) : match.start()], text[match.end() : match.end() + 30]
    if int(match["hfr"]) == 24 or (after.lstrip().startswith(_AFTER) and _DURATION_AFTER.match(after)):
        return True
    if before.rstrip().endswith(_BEFORE) and _DURATION_BEFORE.search(before):
        return True
    named = _zone_in(after.lstrip(" (,"), 0, len(after))
    if (named and not named.start()) or _TODAY.match(after):
        return False
    long_hand = "heure" in match[0] or "hr" in match[0]
    short = int(match["hfr"]) <= (12 if long_hand else 6) and not match["mfr"]
    return short and bool(_SHORT_BEFORE.search(before))


def _zone(text: str, match: re.Match[str], raw: Callable[[int, int], str]) -> str:
    start, end = max(0, match.start() - 32), min(len(text), match.end() + 48)
    near = _zone_in(text, match.end(), end) or _zone_in(text, start, match.start())
    if near:
        return near[0].strip("() ")
    after = text[match.end() : end].lstrip().removeprefix("(").removeprefix("a ").removeprefix("in ")
    if after.startswith(_PLACES) and (city := _CITY.match(text, match.end())):
        return city[0].strip("( ")
    for place in _ZONE_RAW.finditer(raw(start, end)):
        if not _FALSE_TIME.match(place[0]):
            return place[0].lower()
    return ""


def _zone_in(text: str, start: int, end: int) -> re.Match[str] | None:
    """The first name of a zone in a part of a folded text."""
    found = [match for pattern in _ZONES if (match := pattern.search(text, start, end))]
    return min(found, key=lambda match: match.start(), default=None)
