"""L19: a gap of the template that nobody filled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from crisisctl.rules import Hit, Rule
from crisisctl.rules._lazy import Pattern
from crisisctl.rules._reading import Reading

_FIELDS = (
    "nom|name|date|heure|time|lien|link|url|service|client|customer|prenom|prénom|first|last|company|entreprise|société"
    "|téléphone|telephone|phone|e-?mail|courriel|adresse|address|insert|insérer|your|votre|vos|montant|amount|numéro"
    "|number|ville|city|surname|full_?name|customer_?name|order|product|article|amount|price|reference|ref|code|title"
)
_GAPS = tuple(
    Pattern(each, re.VERBOSE)
    for each in (
        r"""\{\{[^{}\n]{0,200}\}\}? | \}\} | \{%[^%\n]{0,200}%\} | \$\{[^}\n]{0,100}\}? | (?<![\w{])\{\w{1,40}\}(?!\w)
          | \#\{\w{1,40}\}""",
        r"""%\((?:\w{1,40})\)[sd] | (?<![\w%])%[A-Za-z_]\w{2,40}% | (?<![\w%])%[a-z]{2,20}(?:_[a-z]{2,20}){1,3}%(?!\w)""",
        r"""<%[^%\n]{0,100}%> | <<[^<>\n]{1,60}>> | <[A-Z][A-Z_]{2,30}> | (?<![\w<])<[A-Z][A-Z_]{2,40}(?:\ [A-Z_]{2,20}){0,3}>
          | <(?:no\ value|nil|null|none|undefined)> | <(?:"""
        + _FIELDS
        + r""")\b[^<>\n]{0,40}>""",
        r"""(?<!\w)\$[A-Z]{2,20}_[A-Z_]{2,30}\b | \*\|[A-Z_:]{2,40}\|\* | @@\w{2,40}@@""",
        r"""«\s?[A-Z]{2,20}_[A-Z_]{2,30}\s?»""",
        r"""(?:(?<=[^\W_])|(?<=[°:]))[ :]{0,3}_{4,}(?!\w) | \b(?:TODO|TBD|TBC|FIXME)_[A-Z_]{2,40}
          | \b(?:[A-Z]{2,20}_){1,3}(?:HERE|TBC|TBD|NAME|TIME|DATE|LINK|URL|VENUE)\b""",
        r"""(?<!\w)[xX]{2}\s?[hH:]\s?[xX]{2}(?!\w) | (?<!\w)[Xx]{2}(?:[ .]?[Xx]{2}){2,4}(?!\w) | (?<!\w)X{3,}(?!\w)
          | (?<!\w)XX/XX(?!\w) | (?<!\w)X{2,}[_-][A-Z][A-Z_-]{1,40}(?!\w)""",
        r"""\bHH\s?[:hH]\s?MM\b | \b(?:JJ|DD)/MM\b | (?<!\w)\?\?\?+""",
        r"""\b(?:TODO|TBD|TBC|FIXME|NaN|undefined)\b | \[object\ Object\] | (?<![\w-])(?:None|null|NULL)(?![\w-])""",
    )
)
"""One pattern for each way to mark a gap: a text with none of its signs does not pay for it."""
_FORWARDED = Pattern(r"(?i)^\s{0,3}(?:(?:objet|subject|sujet|fwd?|re|tr|tf|wg|aw)\s?:\s*)+$")
_FIELD = Pattern(r"(?i)(?:" + _FIELDS + r")")
_BRACKET = Pattern(r"\[([^\[\]\n]{1,80})\](?!\()")
_MARKS = Pattern(
    r"(?i)^(?:tlp:?.*|exercice|exercise|drill|simulation|test|(?:fin d'|end of )?exerci[cs]e.*|resolved|resolu"
    r"|résolu|résolue|investigating|identified|monitoring"
    r"|(?:update|mise à jour|maj|point|incident|en cours|maintenance|info|alerte|alert|resolved|résolu"
    r"|investigating|monitoring|rappel|fermé|closed|annulé|cancelled)\b.*|update|mise à jour|maj|info"
    r"|alerte|alert|urgent|important|rappel|reminder|correction|rectificatif|en cours|terminé|clos|closed"
    r"|in progress|ongoing"
    r"|incident|panne|outage|final|officiel|official|sic|\.{3}|…|x| |fr|en|de|es|it|nl|\d{1,3}|interne|internal"
    r"|externe|external|note|avis|notice|nouveau|new"
    r"|identifi[ée]e?|(?:en )?(?:surveillance|analyse|observation|enquête|investigation|diagnostic|réparation|intervention"
    r"|attente|traitement|suivi)|sous surveillance|recherche|enquête|détecté|signalé|confirmé|corrigé|partiel|dégradé"
    r"|majeur|mineur|critique|perturbé|perturbation|panne.*|coupure.*|fin|début|reprise|clôturé|suspendu|reporté"
    r"|degraded|partial|major|minor|critical|detected|confirmed|scheduled|planned|postponed|verified|completed"
    r"|rétabli|rétablie|restored|fixed|communiqué|service|status|statut|point \d.*|update \d.*|mise à jour \d.*"
    r"|\d+/\d+|part \d.*|partie \d.*|traduction|translation)$"
)
_WORDS_OF_A_NAME = Pattern(r"\b(?:None|null|NULL)\b")


def check(reading: Reading) -> Iterator[Hit]:
    text = reading.message.text
    found = [match.span() for match in _gaps(text) if not _is_name(text, match)]
    found += [match.span() for match in _BRACKET.finditer(text) if not _is_mark(reading, match)]
    found += [reading.folded.span(*span) for span in reading.find("placeholder")]
    last = -1
    for start, end in sorted(set(found), key=lambda span: (span[0], -span[1])):
        if start >= last:
            last = end
            yield Hit(start, end)
    yield from (
        Hit(shown=match[0])
        for match in (*_gaps(reading.message.subject), *_BRACKET.finditer(reading.message.subject))
        if not _is_mark(reading, match)
    )


def _gaps(text: str) -> Iterator[re.Match[str]]:
    return chain.from_iterable(gap.finditer(text) for gap in _GAPS)


def _is_name(text: str, match: re.Match[str]) -> bool:
    """ "None of our stores" is English; a lone ``None`` where a value should be is not."""
    if match[0] not in {"None", "null", "NULL"}:
        return False
    after = text[match.end() : match.end() + 8].lower()
    return (
        after.startswith((" of ", " et ", " are ", " is ", " were ", " was ", " has ", " have ", " can "))
        if match[0] == "None"
        else False
    )


def _is_mark(reading: Reading, match: re.Match[str]) -> bool:
    """A mark in brackets ([EXERCISE], [1/2], the sender's name), or the reference of a Markdown link."""
    inside = match[0].strip("[]").strip()
    if _MARKS.match(inside) or match[0][0] != "[":
        return match[0][0] == "["
    if _FORWARDED.search(match.string[: match.start()].rpartition("\n")[2]) and inside.isalpha():
        return inside.isupper() and not _FIELD.match(inside)
    if match.string.startswith(":", match.end()) and match.string[: match.start()].rpartition("\n")[2].strip() == "":
        return match.string.startswith(": http", match.end()) or inside.isupper()
    return bool(reading.context.company) and inside.lower() == reading.context.company.lower()


RULE = Rule(
    id="placeholder-unrendered",
    number="L19",
    level="error",
    priority=1,
    checks={
        "fr": "ce qui reste du gabarit : {{…}}, [adresse e-mail], ${…}, TODO, None, XX:XX",
        "en": "what is left of the template: {{…}}, [email address], ${…}, TODO, None, XX:XX",
    },
    why={
        "fr": "Un blanc du modèle n’a pas été rempli ; le texte partirait tel quel.",
        "en": "A gap of the template was not filled; the text would leave as it is.",
    },
    rewrite={
        "fr": "Remplacez-le par la valeur, ou retirez la phrase.",
        "en": "Put the value in, or take the sentence out.",
    },
    check=check,
    overridable=False,
)
