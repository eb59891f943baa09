"""Secrets in a text: known shapes, "password: …", and long tokens of mixed kinds. Only the kind is ever told."""

from __future__ import annotations

import re
from itertools import pairwise

from crisisctl.rules._lazy import Pattern

_SHAPES = (
    ("private key", r"-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----"),
    ("webhook address", r"hooks\.slack\.com/(?:services|workflows|triggers)/[A-Za-z0-9/_-]{8,200}"),
    ("webhook address", r"discord(?:app)?\.com/api/webhooks/\d{5,25}/[\w-]{8,200}"),
    ("webhook address", r"[\w.-]{1,80}\.webhook\.office\.com/[^\s]{8,400}"),
    ("webhook address", r"[\w.-]{1,80}\.logic\.azure\.com[^\s]{0,60}/workflows/[^\s]{8,400}"),
    (
        "webhook address",
        r"https?://[^\s/]{1,80}/(?:[\w.-]{1,40}/){0,4}(?:web)?hooks?/(?:[\w.-]{1,40}/){0,4}(?=[A-Za-z_]{0,80}\d)\w{16,200}",
    ),
    ("bot token", r"(?:api\.telegram\.org/bot)?\b\d{8,12}:[A-Za-z0-9_-]{30,50}"),
    ("access key", r"\b(?:AKIA|ASIA|AGPA|AROA)[0-9A-Z]{12,20}\b"),
    ("access token", r"\b(?:gh[pousr]_[A-Za-z0-9]{16,255}|github_pat_\w{16,255}|glpat-[\w-]{16,64})"),
    ("access token", r"\bxox[abeoprs]-[\w-]{8,255}"),
    ("API key", r"\b[spr]k[-_](?:live|test|proj|ant)[-_][\w-]{8,255}|\bsk-[A-Za-z0-9_-]{16,255}"),
    ("API key", r"\bAIza[\w-]{30,40}|\bya29\.[\w-]{20,300}"),
    (
        "API key",
        r"\bSG\.[\w-]{16,40}\.[\w-]{16,60}|\bkey-[0-9a-f]{32}\b|\bnpm_\w{30,50}|\bpypi-[\w-]{16,255}"
        r"|\bdop_v1_\w{30,80}|\bshp(?:at|ss)_\w{20,50}|\bhf_\w{20,50}",
    ),
    ("signed token", r"\beyJ[\w-]{8,2000}\.[\w-]{4,4000}(?:\.[\w-]{0,2000})?"),
    ("bearer token", r"(?i:\bbearer\s{1,3})[A-Za-z0-9._~+/=-]{16,400}"),
    ("password in a link", r"\b[a-z][a-z0-9+.-]{1,20}://[^\s:/@]{1,80}:[^\s:/@]{1,120}@"),
)
_SHAPE = Pattern("|".join(f"(?P<s{at}>{shape})" for at, (_, shape) in enumerate(_SHAPES)))
_MARKS = (
    *(
        "PRIVATE KEY",
        "hooks.slack",
        "webhook",
        "hooks/",
        "hook/",
        "logic.azure",
        "telegram",
        "eyJ",
        "AIza",
        "ya29",
        "SG.",
        "key-",
    ),
    *(
        "AKIA",
        "ASIA",
        "AGPA",
        "AROA",
        "ghp_",
        "gho_",
        "ghu_",
        "ghs_",
        "ghr_",
        "github_pat",
        "glpat",
        "xox",
        "sk-",
        "sk_",
        "rk_",
        "rk-",
        "pk-",
        "pk_",
    ),
    *("npm_", "pypi-", "dop_v1", "shpat", "shpss", "hf_"),
)
"""One of these stands in every shape but three, and is cheaper to look for."""
_OTHER_MARKS = (Pattern(r"://[^\s/@]{1,210}@"), Pattern(r"\d:[A-Za-z0-9_-]{20}"))
_KEYS = (
    r"mots? de passe(?: [\w'’]{1,20}){0,5}|mdp|code (?:d'acc[eè]s|(?:de l['’]|d['’])alarme|du (?:coffre|portail|digicode|cadenas)|de la porte|ma[iî]tre|wi-?fi|admin\w*|secret|pin|de secours|alarme)"
    r"|cl[eé](?: \w{1,12})? (?:api|secr[eè]te|wi-?fi|wep|wpa)|cl[eé] d'api|jeton(?: \w{1,14}){0,2}"
    r"|identifiants?(?: de connexion)?|pass ?word(?: (?:for|of|to|on|is|the|our|your|[\w'’]{1,20})){0,5}|passwd"
    r"|pwd|phrases? (?:secr[eè]te|de passe)|passphrase|passcode|pass|login|credentials?|api[ _-]?(?:key|token|secret)|secret(?:[ _-]key)?"
    r"|access[ _-](?:key|token|code)|auth[ _-]?token|token|wi-?fi (?:key|code)|pin(?: code)?|client[ _-]secret"
)
_PAIR = Pattern(
    r"(?i)(?<![\w-])(?P<key>"
    + _KEYS
    + r")(?P<link>\s{0,2}(?:[:=]|=>|est\b|is\b|are\b|sont\b|\()\s{0,3})[\"'«“`*(]{0,2}\s?"
    r"(?P<value>[^\s\"'»”`),;]{4,120})"
)
_SPOKEN = Pattern(
    r"(?i)(?<![\w-])(?:mots? de passe|phrases? (?:secr[eè]te|de passe)|mdp|pass ?word|passwd|pwd|passphrase|passcode|pass)\s{1,2}[\"'«“`*(]?"
    r"(?P<value>[^\s\"'»”`),;]{6,60})"
)
"""A password said without a colon ("pwd Lemon!Green2291")."""
_BARE = Pattern(
    r"(?i:\b(?:mots? de passe|mdp|passwd|pwd|password)(?: (?:wi-?fi|admin|root|invit[ée]|guest))?)\s{1,2}[\"'«“`*(]{0,2}"
    r"(?P<value>(?=\S{0,60}\d)(?=\S{0,60}[A-Z])(?=\S{0,60}[a-z])(?=[A-Za-z0-9]{1,60}[!@#$&*?_+=.-]\w)[^\s\"'»”`),;]{7,80})"
)
"""A password with no sign before it: capitals, small letters, digits and a mark within."""
_HINTS = (
    *("pass", "mdp", "pwd", "code", "cle", "clé", "jeton", "identifiant", "login", "credential", "key", "secret"),
    *("token", "wifi", "wi-fi", "pin"),
)
"""No key is without one of these, in small letters."""
_KEY_AHEAD = Pattern(
    r"(?<![\w-])(?:mots? de passe|mdp|code (?:d|ma|wi|ad|se|pi|al)|cl[eé]\s|jeton|identifiant|pass(?: ?word|wd"
    r"|phrase|code|\b)|pwd|login|credential|api|secret|access[ _-]|auth|token|wi-?fi|pin\b|client[ _-]s)"
)
"""How a key begins."""
_PASSWORDS = (
    "de passe",
    "mdp",
    "pwd",
    "password",
    "pass word",
    "passwd",
    "passphrase",
    "passcode",
    "pass ",
    "phrase secr",
)
_KNOWN_WORDS = (
    "azerty azertyuiop qwerty qwertyuiop qwertz motdepasse password letmein changeme changezmoi admin root toto "
    "iloveyou jetaime doudou loulou chouchou soleil sunshine dragon monkey football marseille welcome bienvenue "
)
_KNOWN = frozenset(_KNOWN_WORDS.split())
"""Passwords of plain letters, from the top of every list of bad ones."""
_LONG = Pattern(r"(?<![\w/+=.-])[A-Za-z0-9_+/=-]{24,512}(?![\w])")
_HEX = Pattern(r"(?<![\w-])(?:[0-9a-f]{32,128}|[0-9A-F]{32,128})(?![\w-])")
_WORDY = Pattern(r"[a-z]{3,}", re.IGNORECASE)

Secret = tuple[int, int, str]


def secrets(text: str) -> tuple[Secret, ...]:
    """Where secrets stand in a raw text, and of which kind; the longest where several overlap."""
    found: list[Secret] = []
    small = text.lower()
    if "bearer" in small or any(map(text.__contains__, _MARKS)) or any(mark.search(text) for mark in _OTHER_MARKS):
        shapes = _SHAPE.finditer(text)
        found += [(*match.span(), _SHAPES[int((match.lastgroup or "s0")[1:])][0]) for match in shapes]
    if any(map(small.__contains__, _HINTS)) and _KEY_AHEAD.search(small):
        found += [(*match.span("value"), "password or key") for match in _PAIR.finditer(text) if _looks_secret(match)]
    if any(map(small.__contains__, _PASSWORDS)):
        found += [(*match.span("value"), "password or key") for match in _SPOKEN.finditer(text) if _is_strong(match)]
        found += [(*match.span("value"), "password or key") for match in _BARE.finditer(text)]
    if max(map(len, text.split()), default=0) >= 24:
        found += [(*match.span(), "token") for match in _LONG.finditer(text) if _is_mixed(match[0])]
        found += [
            (*match.span(), "token")
            for match in _HEX.finditer(text)
            if not match[0].isdigit() and not match[0].isalpha()
        ]
    kept: list[Secret] = []
    for secret in sorted(found, key=lambda one: (one[0], -one[1])):
        if not kept or secret[0] >= kept[-1][1]:
            kept.append(secret)
    return tuple(kept)


def _looks_secret(match: re.Match[str]) -> bool:
    """A value, not the next word of a sentence ("mot de passe : ne le donnez jamais")."""
    value = match["value"].rstrip(".!?")
    digits, letters = any(map(str.isdigit, value)), any(map(str.isalpha, value))
    odd = any(not char.isalnum() for char in value.strip(".,;:!?-'’…"))
    if "@" in value and "." in value.partition("@")[2] and "login" not in match["key"].lower():
        return False
    if value.startswith(("http", "//", "www.", "+", "{{", "[", "<")) or value.count(".") > 2:
        return False
    if match["link"].strip() in {":", "=", "=>"}:
        if value.isdigit():
            return match["key"].lower().startswith(("code", "pin", "mot", "pass", "mdp", "pwd"))
        if value.lower() in _KNOWN and match["key"].lower().startswith(("mot", "mdp", "pass", "pwd", "phrase")):
            return True
        return (digits and letters) or (odd and not _is_words(value)) or _is_camel(value)
    return digits and letters and len(value) >= 5


def _is_strong(match: re.Match[str]) -> bool:
    """Letters, digits and a sign, or capitals amid small letters and digits: what only a password looks like."""
    value = match["value"].rstrip(".!?:")
    if "@" in value and "." in value.partition("@")[2] or "//" in value or value.startswith(("{", "[", "<", "www.")):
        return False
    digits, small, capitals = any(map(str.isdigit, value)), any(map(str.islower, value)), any(map(str.isupper, value))
    odd = any(not char.isalnum() for char in value.replace("-", ""))
    return (
        digits and small and ((odd and len(value) >= 8) or (capitals and not value[1:].islower() and len(value) >= 7))
    )


def _is_words(value: str) -> bool:
    return all(
        part.isalpha() and (part.islower() or part.istitle())
        for part in value.replace("’", "-").replace("'", "-").replace("/", "-").split("-")
        if part
    )


def _is_camel(value: str) -> bool:
    return any(one.islower() and two.isupper() for one, two in pairwise(value))


def _is_mixed(value: str) -> bool:
    """Lower case, capitals and several digits in one long run, and not words put together."""
    if sum(map(str.isdigit, value)) < 3 or value.islower() or value.isupper():
        return False
    parts = [part for part in value.replace("_", "-").replace("/", "-").split("-") if part]
    return not all(part.isdigit() or part.isalpha() or _WORDY.fullmatch(part.rstrip("0123456789")) for part in parts)
