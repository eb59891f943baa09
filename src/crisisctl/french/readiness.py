"""What `ready` refuses, in English as it is raised and in French as it is said."""

from __future__ import annotations

READINESS: dict[str, str] = {
    "--sheet and --verified are two things": "--sheet et --verified sont deux choses",
    "first --verified, then --sheet": "d’abord --verified, puis --sheet",
    "--on is the day of a --verified": "--on est le jour d’un --verified",
    "--format {output} is for the sheet": "--format {output} est pour la fiche",
    "there is no sheet as {output}": "il n’y a pas de fiche en {output}",
    "there is no sheet as `{ending}`": "il n’y a pas de fiche en « {ending} »",
    "name it .html or .md; a browser prints it as PDF": ("nommez-la .html ou .md ; un navigateur l’imprime en PDF"),
    "there is no drawing as `{ending}`": "il n’y a pas de dessin en « {ending} »",
    "name it .svg, or .mmd with {option}": "nommez-le .svg, ou .mmd avec {option}",
    "--format html or --format md": "--format html ou --format md",
    "there is no crisis.yaml of your own to write it into": "vous n’avez pas encore de crisis.yaml où l’écrire",
    "crisisctl init writes one": "crisisctl init en écrit un",
    "--on: `{name}` is not a day": "--on : « {name} » n’est pas un jour",
    "`{day}` is not a day": "« {day} » n’est pas un jour",
    "write it as 2026-12-25": "écrivez-le comme 2026-12-25",
    "--on: {day} is ahead": "--on : le {day} est à venir",
    "only what was done is recorded": "on ne note que ce qui est fait",
    "crisis.yaml has nobody and no item `{name}`{near}": "crisis.yaml n’a ni personne ni point « {name} »{near}",
    "{path} is written in a way that is not changed by itself": (
        "{path} est écrit d’une façon qui ne se modifie pas toute seule"
    ),
    "write beside {name}: {key}: {day}": "écrivez à côté de {name} : {key}: {day}",
}
