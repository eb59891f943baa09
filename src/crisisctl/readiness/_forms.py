"""Whether a number or an address can be right: by the plan of its country, by the rules of mail. Nothing is asked of a
network, and no number is called.

Three answers for a number: it cannot be one; it can be one, but nobody has it (a range kept for films and manuals,
or none at all: mostly a slip of the finger); it is fine. The libraries are loaded here and nowhere else.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

from crisisctl.text import Words

_NUMBERS = frozenset({"phone", "sms", "whatsapp", "signal", "mobile", "fax"})
_LOOKS_DIALLED = re.compile(r"[+(]?[0-9][0-9 ()./-]{1,}[0-9]")
_BESIDE = re.compile(r"\([^()\d]*\)|(?:ext\.?|extension|poste|x)\s*\d{1,6}\s*$", re.IGNORECASE)
"""What may stand beside a number: ``(home)``, ``ext. 12``."""
_FICTION = re.compile(
    r"\+33(?:19900|26191|35301|46571|53649|63998)\d{4}"  # France: Arcep, for audiovisual works
    r"|\+44(?:207946|(?:11[3-8]|121|131|141|151|161)496|191498|292018|28964)\d+"  # United Kingdom: Ofcom, for drama
    r"|\+44(?:1632960\d{3}|7700900\d{3}|808157\d{4}|3069990\d{3}|9098790\d{3})"
    r"|\+1\d{3}55501\d\d"  # North America: 555-0100 to 555-0199
    r"|\+49(?:3023125|6990009|4066969|2214710|8999998)\d{3}"  # Germany: Bundesnetzagentur, for media
)
_RESERVED = re.compile(r"(?:^|[@.])(?:example(?:\.(?:com|net|org))?|test|invalid|localhost)$", re.IGNORECASE)
"""Domains of manuals and tests (RFC 2606): no mail arrives there."""

_FINE: Words = {}
_LETTERS = {"en": "has letters, cannot be a number", "fr": "contient des lettres, ce ne peut être un numéro"}
_NOT_REAL = {"en": "reserved for fiction: nobody answers there", "fr": "réservé à la fiction : personne n’y répond"}


def fault(way: str, value: str, country: str, *, example: bool) -> Words:
    """What is wrong with a way to reach somebody; nothing where it is fine, or is neither a number nor an address.

    ``country`` is whose national numbers are meant, empty where that is not known. In an ``example`` what is
    reserved for fiction is right.
    """
    if way in _NUMBERS or _LOOKS_DIALLED.fullmatch(value.strip()):
        found = _number(value, country, texts=way == "sms")
    elif way == "email" or ("@" in value.strip()[1:] and "//" not in value):
        found = _address(value)
    else:
        return _FINE
    return _FINE if example and found is _NOT_REAL else found


def _number(value: str, country: str, *, texts: bool) -> Words:
    bare = _BESIDE.sub("", value)
    if re.search(r"\d", bare) and re.search(r"[^\W\d_]", bare):  # the plan would drop them, or read them as keys
        return _LETTERS
    import phonenumbers as plan
    from phonenumbers import shortnumberinfo

    try:
        number = plan.parse(bare, country or None)
    except plan.NumberParseException as problem:
        if problem.error_type == plan.NumberParseException.INVALID_COUNTRY_CODE and not value.strip().startswith("+"):
            return {
                "en": "a number without its country: write it as +33 1 …",
                "fr": "un numéro sans son pays : écrivez-le +33 1 …",
            }
        return {"en": "not a phone number", "fr": "n’est pas un numéro de téléphone"}
    if _FICTION.fullmatch(plan.format_number(number, plan.PhoneNumberFormat.E164)):
        return _NOT_REAL
    if country and not texts and shortnumberinfo.is_valid_short_number_for_region(number, country):
        return _FINE
    rules = plan.PhoneMetadata.metadata_for_region(country) if number.italian_leading_zero and country else None
    if rules and rules.national_prefix == "0":
        number.italian_leading_zero = None  # kept by the plan, as if it were a digit, where one is missing behind it
    reason = plan.is_possible_number_with_reason(number)
    if reason in {plan.ValidationResult.TOO_SHORT, plan.ValidationResult.IS_POSSIBLE_LOCAL_ONLY}:
        return {"en": "too short for a phone number", "fr": "trop court pour un numéro de téléphone"}
    if reason == plan.ValidationResult.TOO_LONG:
        return {"en": "too long for a phone number", "fr": "trop long pour un numéro de téléphone"}
    if reason != plan.ValidationResult.IS_POSSIBLE:
        return {"en": "not a phone number", "fr": "n’est pas un numéro de téléphone"}
    if not plan.is_valid_number(number):
        return {
            "en": "can be dialled, but its country gives out no such number",
            "fr": "se compose, mais son pays n’attribue aucun numéro de cette forme",
        }
    if texts and plan.number_type(number) == plan.PhoneNumberType.FIXED_LINE:
        return {"en": "a landline, which gets no SMS", "fr": "un fixe, qui ne reçoit pas de SMS"}
    return _FINE


def _address(value: str) -> Words:
    from email.utils import parseaddr

    from email_validator import EmailSyntaxError, validate_email

    bare = parseaddr(value)[1] if "<" in value else value.strip()
    if _RESERVED.search(bare):
        return _NOT_REAL if re.fullmatch(r"[^@\s]+@[^@\s]+", bare) else _BAD_ADDRESS
    try:
        validate_email(bare, check_deliverability=False)
    except EmailSyntaxError:
        return _BAD_ADDRESS
    return _FINE


_BAD_ADDRESS = {"en": "not an e-mail address", "fr": "n’est pas une adresse e-mail"}


@cache
def country_of(timezone: str) -> str:
    """The country that a time zone lies in, by the table that comes with the zones: ``Europe/Paris`` → ``FR``."""
    try:
        table = resources.files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8")
    except (OSError, ModuleNotFoundError):
        return ""
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    return next((row[0] for row in rows if len(row) > 2 and row[2] == timezone), "")
