"""What keeps a file from being read as YAML, an expression, a template, in English and in French; see ``reading``.

The words of the parsers themselves are here too. What a parser says that is not known here is left out in French: the
place and the hint say enough, and a sentence that is half English says less.
"""

from __future__ import annotations

PARSING: dict[str, str] = {
    # --- the text of a file
    "the file is larger than 1 MiB": "le fichier dépasse 1 Mio",
    "a playbook has some hundred lines": "un scénario compte quelques centaines de lignes",
    "the file is not UTF-8 text": "le fichier n’est pas du texte UTF-8",
    "save it as UTF-8": "enregistrez-le en UTF-8",
    "the character U+{code} is not allowed": "le caractère U+{code} n’est pas admis",
    "remove it": "retirez-le",
    "the invisible character U+{code}": "un caractère invisible, U+{code}",
    "remove it, or retype the line": "retirez-le, ou retapez la ligne",
    "more than {count} levels inside one another": "plus de {count} niveaux l’un dans l’autre",
    "more than {count} keys and values": "plus de {count} clés et valeurs",
    "more than {count} problems, the rest is not shown": "plus de {count} problèmes, le reste n’est pas montré",
    "mend these first": "corrigez d’abord ceux-ci",
    "the file is empty": "le fichier est vide",
    "it begins with a line such as `{line}`": "il commence par une ligne comme `{line}`",
    "a second document begins here": "un deuxième document commence ici",
    "one file, one document: remove `---`": "un fichier, un document : retirez `---`",
    # --- what YAML can do and a playbook does without
    "`*{word}` is an alias": "« *{word} » est un alias",
    "write it out; put a text that begins with * in quotes": (
        "écrivez la valeur en entier ; un texte qui commence par * se met entre guillemets droits"
    ),
    "`&{word}` is an anchor": "« &{word} » est une ancre",
    "remove it; put a text that begins with & in quotes": (
        "retirez-la ; un texte qui commence par & se met entre guillemets droits"
    ),
    "`{word}` is a tag": "« {word} » est une étiquette YAML",
    "remove it; put a text that begins with ! in quotes": (
        "retirez-la ; un texte qui commence par ! se met entre guillemets droits"
    ),
    "`<<` merges another map into this one": "`<<` mêle un autre groupe de clés à celui-ci",
    "write the keys out": "écrivez les clés en entier",
    "a key must be a word": "une clé doit être un mot",
    "write `key: value`": "écrivez `clé: valeur`",
    "`{word}` is written twice, first on line {line}": "« {word} » est écrit deux fois, d’abord à la ligne {line}",
    "keep one of the two": "gardez l’un des deux",
    "`{text}` is taken for a comment, so there is no value": (
        "« {text} » est pris pour un commentaire : il n’y a pas de valeur"
    ),
    "`{text}` is taken for a comment, so the text ends before it": (
        "« {text} » est pris pour un commentaire : le texte s’arrête avant"
    ),
    "` #` begins a comment: put the whole text in quotes": (
        "` #` ouvre un commentaire : mettez tout le texte entre guillemets droits"
    ),
    # --- what is not YAML
    "a tab is used for indentation": "une tabulation sert d’alignement",
    "indent with spaces": "alignez avec des espaces",
    "`{{` outside quotes begins a map": "`{{{{` hors des guillemets ouvre un groupe de clés",
    'put the whole text in quotes: "{{ … }}"': 'mettez tout le texte entre guillemets droits : "{{{{ … }}}}"',
    "not YAML: {told}": "ce n’est pas du YAML : {told}",
    "not YAML: {words}": "ce n’est pas du YAML",
    "it cannot be read": "le texte ne se lit pas",
    "a quote is opened and not closed; a text with an apostrophe goes into double quotes": (
        'un guillemet droit est ouvert et pas refermé ; un texte avec apostrophe se met entre "…"'
    ),
    "put a text that contains , [ ] { } or quotes in quotes; or a bracket is not closed": (
        "un texte avec , [ ] {{ }} ou des guillemets se met entre guillemets droits ; ou un crochet n’est pas refermé"
    ),
    "look at the indentation, and for a quote that ends too soon": (
        "regardez l’alignement, et si un guillemet ne se referme pas trop tôt"
    ),
    "within double quotes a backslash is written \\\\; or use single quotes": (
        "entre \"…\", une barre oblique inverse s’écrit \\\\ ; ou prenez des apostrophes '…'"
    ),
    "put a text that begins with * in quotes": "un texte qui commence par * se met entre guillemets droits",
    "put a text that begins with & in quotes": "un texte qui commence par & se met entre guillemets droits",
    "put a text that begins with ! in quotes": "un texte qui commence par ! se met entre guillemets droits",
    "put a text that begins with %, @ or ` in quotes": (
        "un texte qui commence par %, @ ou ` se met entre guillemets droits"
    ),
    "a text that begins with % goes into quotes": "un texte qui commence par % se met entre guillemets droits",
    "put a text that contains `: ` in quotes; or look at the indentation": (
        "un texte avec `: ` se met entre guillemets droits ; ou regardez l’alignement"
    ),
    "a key is followed by a colon and a space": "une clé est suivie de deux-points et d’une espace",
    "look at the indentation: the items of one list stand below one another": (
        "regardez l’alignement : les éléments d’une liste sont l’un sous l’autre"
    ),
    "a list begins on the line after its key": "une liste commence à la ligne qui suit sa clé",
    "look at the quotes and the indentation of this line": "regardez les guillemets et l’alignement de cette ligne",
    # --- in the words of libyaml, and of the parser that stands in for it
    "did not find expected key": "il manque une clé ici",
    "did not find expected ',' or ']'": "il manque « , » ou « ] »",
    "did not find expected ',' or '}'": "il manque « , » ou « }} »",
    "did not find expected '-' indicator": "il manque « - » au début de l’élément",
    "did not find expected node content": "il manque une valeur ici",
    "did not find expected <document start>": "le fichier devrait finir ici",
    "did not find expected comment or line break": "il faut ici une fin de ligne",
    "did not find expected whitespace or line break": "il faut ici une espace ou une fin de ligne",
    "did not find expected alphabetic or numeric character": "il faut ici une lettre ou un chiffre",
    "did not find expected hexdecimal number": "il manque le nombre après la barre oblique inverse",
    "did not find expected {words}": "ce qui suit n’était pas attendu ici",
    "could not find expected ':'": "il manque « : » après la clé",
    "could not find expected directive name": "il n’y a pas de nom après %",
    "mapping values are not allowed in this context": "« : » n’est pas permis ici",
    "mapping values are not allowed here": "« : » n’est pas permis ici",
    "mapping keys are not allowed in this context": "une clé n’est pas permise ici",
    "mapping keys are not allowed here": "une clé n’est pas permise ici",
    "block sequence entries are not allowed in this context": "un élément de liste n’est pas permis ici",
    "sequence entries are not allowed here": "un élément de liste n’est pas permis ici",
    "found character that cannot start any token": "rien ne commence par ce caractère",
    "found character {char} that cannot start any token": "rien ne commence par le caractère {char}",
    "found unexpected end of stream": "le fichier finit trop tôt",
    "found unexpected document indicator": "« --- » ou « ... » au milieu d’un texte",
    "found unexpected document separator": "« --- » ou « ... » au milieu d’un texte",
    "found unknown escape character": "ce signe ne suit pas une barre oblique inverse",
    "found unknown escape character {char}": "{char} ne suit pas une barre oblique inverse",
    "found undefined tag handle": "une étiquette YAML n’est pas connue",
    "found undefined tag handle {word}": "l’étiquette YAML {word} n’est pas connue",
    "found unknown directive name": "cette ligne qui commence par % n’est pas connue",
    "found a tab character where an indentation space is expected": "une tabulation à la place d’espaces",
    "found a tab character that violates indentation": "une tabulation fausse l’alignement",
    "found an indentation indicator equal to 0": "le nombre après | ou > ne peut pas être 0",
    "found unexpected ':'": "« : » n’est pas attendu ici",
    "control characters are not allowed": "un caractère de commande n’est pas admis",
    "expected <block end>, but found {word}": "ceci n’est pas aligné avec ce qui précède",
    "expected ',' or ']', but got {word}": "il manque « , » ou « ] »",
    "expected ',' or '}', but got {word}": "il manque « , » ou « }} »",
    "expected the node content, but found {word}": "il manque une valeur ici",
    "expected '<document start>', but found {word}": "le fichier devrait finir ici",
    "expected alphabetic or numeric character, but found {char}": "il faut ici une lettre ou un chiffre",
    "expected a comment or a line break, but found {char}": "il faut ici une fin de ligne",
    # --- expressions
    "`{text}` is not an expression: write for instance severity == 'SEV1' and affected > 100": (
        "« {text} » n’est pas une expression : écrivez par exemple severity == 'SEV1' and affected > 100"
    ),
    "write for instance severity == 'SEV1' and affected > 100": (
        "écrivez par exemple severity == 'SEV1' and affected > 100"
    ),
    "`{text}`: only names, values, comparisons, and, or, not and in are allowed": (
        "« {text} » : seuls sont admis noms, valeurs, comparaisons, and, or, not et in"
    ),
    "an expression has at most {count} characters": "une expression a {count} caractères au plus",
    "not a regular expression: {told} at position {at}": (
        "ce n’est pas une expression régulière : {told}, en position {at}"
    ),
    "not a regular expression: {words} at position {at}": "ce n’est pas une expression régulière, voir position {at}",
    "not a regular expression: {words}": "ce n’est pas une expression régulière",
    "missing ), unterminated subpattern": "il manque la parenthèse fermante",
    "unterminated character set": "il manque le crochet fermant",
    "unbalanced parenthesis": "une parenthèse fermante est de trop",
    "nothing to repeat": "rien à répéter",
    "multiple repeat": "deux répétitions de suite",
    # --- placeholders of messages
    "the placeholders cannot be read: {told}": "les emplacements {{{{ … }}}} ne se lisent pas : {told}",
    "the placeholders cannot be read: {words}": "les emplacements {{{{ … }}}} ne se lisent pas",
    "a placeholder is {{ name }}, a condition {% if name %} … {% endif %}": (
        "un emplacement est {{{{ nom }}}}, une condition {{% if nom %}} … {{% endif %}}"
    ),
    "unexpected '{char}'": "« {char} » n’est pas attendu ici",
    "unexpected char {char} at {at}": "le caractère {char} n’est pas attendu ici",
    "expected token '{word}', got '{other}'": "« {other} » n’est pas attendu ici",
    "Encountered unknown tag '{word}'.{words}": "{{% {word} %}} n’existe pas",
    "Unexpected end of template.{words}": "le texte finit trop tôt : un {{% endif %}} ou {{% endfor %}} manque",
    "the placeholders are nested too deep": "les emplacements {{{{ … }}}} sont trop imbriqués",
    "write it more simply": "écrivez-le plus simplement",
}
