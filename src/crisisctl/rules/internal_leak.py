"""L20: what only means something inside the house: tickets, machines, paths, code names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crisisctl.rules import Hit, Rule
from crisisctl.rules._lazy import Pattern
from crisisctl.rules._reading import Reading, find_words

_TICKET = Pattern(
    r"(?<![\w/.-])(?P<prefix>[A-Z][A-Z0-9]{1,9})-\d{2,7}(?![\w-])|\b(?:INC|CHG|PRB|REQ|RITM|TASK|CR)\d{5,10}\b"
)
_MACHINE = Pattern(
    r"(?<![\w.@/-])(?=[\w-]*\d)(?:[a-z0-9]+[-_])*(?:[a-z]*(?:db|sql|srv|prod|preprod|staging|k8s|vm|esxi?|redis"
    r"|kafka|auth|nginx|haproxy|ldap|smtp|proxy|vpn|nas|san"
    r"|server|serveur|node|cluster|router|routeur|switch|firewall|backend|frontend|worker|queue|host)"
    r"|(?=[\w]*[-_])(?:app|web|api|gw|lb|fw|dc|ad|sw|rtr|mx|cache|backup|core|edge|ns|fs|log|search))"
    r"\d{0,4}(?:[-_][a-z0-9]+)*[-_]?\d{1,4}(?:[-_][a-z0-9]+)*(?![\w@])"
    r"|\b(?:nodes?|hosts?|hostname|servers?|serveurs?|noeuds?|hotes?|vm|cluster) (?=[a-z_-]{2,20}\d)[a-z0-9_-]{4,40}\b"
)
_FQDN = Pattern(
    r"(?<![\w@.-])(?:[a-z0-9-]{1,63}\.){1,6}(?:local|internal|corp|lan|intra|interne|priv|private|localdomain"
    r"|intranet)\b(?:[/:][^\s]{0,200})?"
)
_PRIVATE = Pattern(
    r"(?<![\d.])(?:10(?:\.\d{1,3}){3}|192\.168(?:\.\d{1,3}){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d{1,3}){2}"
    r"|127\.0\.0\.1)(?![\d])|\blocalhost\b"
)
_PATH = Pattern(
    r"(?<![\w/:.])/(?:var|etc|opt|home|srv|usr|mnt|data|tmp|root|proc)/[\w./-]{2,200}|\b[A-Z]:\\[\w\\. -]{2,200}"
    r"|\\\\[\w.-]{2,60}\\[\w\\.$-]{1,200}"
)
_ROOM = Pattern(
    r"(?<![\w/#&])#(?:[a-z0-9]+-)*(?:inc|incident|incidents|ops|war|warroom|prod|support|astreinte|oncall|alert"
    r"|alerts|alertes|crise|crisis|dev|infra|sre)(?:-[a-z0-9]+)*\b|(?<![\w@.])@(?:oncall|astreinte|here|channel"
    r"|sre|ops|infra)[\w-]*"
)
_OPERATION = Pattern(r"\b(?:[Oo]peration|[Pp]roject|[Oo]p[ée]ration|[Pp]rojet) [A-ZÉÈ][a-zéèêîïâç]{3,20}\b(?! [A-Z])")
"""Perhaps a code name, perhaps what the house calls something in public."""
_RAW = (
    (_TICKET, (Pattern(r"[A-Z0-9](?:-\d|(?<=[A-Z])\d{5})"),)),
    (_PATH, (Pattern(r"/\w+/"), Pattern(r":\\|\\\\"))),
    (_ROOM, (Pattern(r"[#@](?<!\w.)"),)),
)
_FOLDED = (
    (_MACHINE, (Pattern(r"\d(?<=[a-z]{2}.|8s.)"), Pattern(r"[_-]\w{0,40}\d"))),
    (_FQDN, (Pattern(r"\.(?:local|in|corp|lan|priv)"),)),
    (_PRIVATE, (Pattern(r"1[0279]\d?\."), Pattern("localhost"))),
)
"""Each shape with something one of which must be there, and which is found in no time."""
_AMONG_US = frozenset({"partners", "key-accounts", "regulator", "provider", "press"})
"""Who may be asked to keep a message to themselves."""
_OF_READER = Pattern(r"\b(?:your|votre|vos)\s$")
""" "Your ticket 204": one the reader holds."""
_OPERATION_HINT = Pattern(r"(?:on|ct|et) [A-ZÉÈ]")
_NUMBERED = Pattern(r"[A-Z][A-Z0-9]{1,9}-\d{2,7}")
_TRACKED = Pattern(
    r"(?:INC|CHG|PRB|REQ|RITM|TASK|CR|OPS|SUP|SRE|DEV|PROD|BUG|JIRA|ITSM|NOC|SOC|INFRA|HELP|SEV|SD|IT|SI|DSI)-?\d"
)
_TRACKER = Pattern(
    r"(?i)\b(?:tickets?|incidents?|jira|cases?|change|bug|issue|dossier|fiche|suivi|r[ée]f[ée]rence interne|internal ref\w*)\b[^.\n]{0,24}$"
)
_PUBLIC = Pattern(
    r"(?i)\b(?:flights?|vols?|trains?|bus|lines?|lignes?|orders?|commandes?|bookings?|r[ée]servations?|invoices?|factures?|contracts?"
    r"|contrats?|forms?|formulaires?|batch(?:es)?|lots?|model|mod[èe]les?|articles?|products?|produits?|parcels?|colis|tickets? number"
    r"|billets?|routes?|roads?|terminal|rooms?|salles?|policy|polices?|claims?|sinistres?|account|compte|course|cours|item|part"
    r"|pi[èe]ce|vehicle|v[ée]hicule|ref(?:erence)?|r[ée]f(?:[ée]rence)?)(?: (?:number|num[ée]ro|no|n°))?[ .:]{1,3}(?:n° ?)?$"
)
_TOOL_HOST = Pattern(
    r"^(?:[\w-]+[.-]){0,3}(?:grafana|jira|confluence|kibana|gitlab|jenkins|wiki|intranet|sharepoint|zabbix|nagios"
    r"|prometheus|sentry|datadog|splunk|argocd|vault|bastion|intra|interne|internal|corp|admin|backoffice|preprod"
    r"|staging|dev|uat|monitoring|supervision)[\w-]*\."
)


def check(reading: Reading) -> Iterator[Hit]:
    if not reading.external:
        return
    text = reading.message.text
    found = [
        match.span()
        for regex, hints in _RAW
        if any(hint.search(text) for hint in hints)
        for match in regex.finditer(text)
        if not _harmless(reading, match)
    ]
    folded = [
        (regex, _searched(reading, regex))
        for regex, hints in _FOLDED
        if any(hint.search(reading.text) for hint in hints)
    ]
    found += [reading.folded.span(*match.span()) for regex, where in folded for match in regex.finditer(where)]
    maybe = {span for span in found if _may_be_public(text, span)}
    found += [
        reading.folded.span(link.start, link.end)
        for link in reading.contacts
        if link.kind == "link" and is_internal(link.host)
    ]
    if reading.audience not in _AMONG_US and "tlp" not in reading.words:
        found += [reading.folded.span(*span) for span in reading.find("internal-restricted")]
    if _OPERATION_HINT.search(text):
        some = {match.span() for match in _OPERATION.finditer(text)}
        found, maybe = [*found, *some], maybe | some
    house = [
        span for span in reading.find("internal") if not _OF_READER.search(reading.words, max(0, span[0] - 10), span[0])
    ]
    found += [reading.folded.span(*span) for span in (*house, *_own_terms(reading))]
    last = -1
    for start, end in sorted(found, key=lambda span: (span[0], -span[1])):
        if start >= last:
            last = end
            yield Hit(start, end, "warning" if (start, end) in maybe else None)


def _may_be_public(text: str, span: tuple[int, int]) -> bool:
    """Letters and figures that may number what customers know (a flight, an order), unless a ticket is meant."""
    start, end = span
    return (
        bool(_NUMBERED.fullmatch(text, start, end))
        and not _TRACKED.match(text, start, end)
        and not _TRACKER.search(text, max(0, start - 40), start)
    )


def _is_named(text: str, code: str) -> bool:
    """ "Flight EX-204", "order number EX-5582": the noun before says, once in the text, what is numbered."""
    places = re.finditer(rf"(?<![\w-]){re.escape(code)}(?![\w-])", text)
    return any(_PUBLIC.search(text, max(0, place.start() - 32), place.start()) for place in places)


def is_internal(host: str) -> bool:
    """A host that only people inside the house can reach (its link is an internal leak, not an unsafe link)."""
    return bool(_TOOL_HOST.match(host) or _FQDN.fullmatch(host) or _PRIVATE.fullmatch(host))


def is_private_address(text: str) -> bool:
    """An address of a machine inside the house: one finding, of this rule, and nobody's personal data."""
    return bool(_PRIVATE.fullmatch(text))


def _searched(reading: Reading, regex: Pattern) -> str:
    """Machine names are looked for outside of links; a link to a machine is found by its host."""
    return reading.words if regex is _MACHINE else reading.text


def _harmless(reading: Reading, match: re.Match[str]) -> bool:
    prefix = match.groupdict().get("prefix")
    if not prefix:
        return False
    if _is_named(reading.message.text, match[0]):
        return True
    return prefix.lower().rstrip("0123456789") in reading.settings.entries(reading.language, "ticket-fine")


def _own_terms(reading: Reading) -> Iterator[tuple[int, int]]:
    for term in reading.context.internal_terms:
        if found := find_words(term, reading.words):
            yield found


RULE = Rule(
    id="internal-leak",
    number="L20",
    level="error",
    priority=1,
    checks={
        "fr": "ce qui est interne : numéros de ticket, noms de machines, adresses internes, chemins, noms de code",
        "en": "what is internal: ticket numbers, host names, internal addresses, paths, code names",
    },
    why={
        "fr": "Ceci n’a de sens que chez vous, inquiète le lecteur et renseigne un attaquant.",
        "en": "This means something only inside the house, worries the reader and helps an attacker.",
    },
    rewrite={
        "fr": "Dites la partie du service que le lecteur connaît : « une partie de l’espace client ».",
        "en": 'Name the part of the service the reader knows: "part of the customer area".',
    },
    check=check,
)
