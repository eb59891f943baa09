"""What is refused of legal and contractual clocks, in English as it is raised and in French as it is said."""

from __future__ import annotations

CLOCKS: dict[str, str] = {
    "there is no clock `{clock}`{near}": "il n’y a pas d’horloge « {clock} »{near}",
    "crisisctl clock list --all names them": "la liste : crisisctl clock list --all",
    "no clock `{clock}` runs{near}": "aucune horloge « {clock} » n’est lancée{near}",
    "there are: {among}": "il y a : {among}",
    "{clock}: {what} is still to come": "{clock} : {what} est encore à venir",
    "a clock runs since the past": "une horloge part d’un moment passé",
    "{clock} runs already, since {instant}": "{clock} court déjà, depuis {instant}",
    "to set right when it began: {command}": "pour corriger son départ : {command}",
    "say why {clock} is started anew": "dites pourquoi {clock} repart",
    "say why {clock} runs: who knew what, when": "dites pourquoi {clock} court : qui savait quoi, et quand",
    "say why {clock} does not apply; the report will show it": (
        "dites pourquoi {clock} ne s’applique pas ; le rapport le montrera"
    ),
    "{clock} is met already, at {instant}; say why it is filed again": (
        "{clock} est déjà tenue, à {instant} ; dites pourquoi elle est déposée à nouveau"
    ),
    "{clock} is waived": "{clock} est écartée",
    "{clock} is carried on by {other}": "{clock} est poursuivie par {other}",
    "it runs again by: {command}": "la relancer par : {command}",
    "{clock} began only at {instant}": "{clock} n’est partie qu’à {instant}",
    "--at is when it was met": "--at dit quand elle a été tenue",
    "{clock} does not run": "{clock} n’est pas lancée",
    "start it by: {command}": "la lancer par : {command}",
    "met": "tenue",
    "waived": "écartée",
    "carried": "poursuivie",
    "clocks run: {names}": "des horloges courent : {names}",
}
