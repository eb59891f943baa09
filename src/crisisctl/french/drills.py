"""What is refused of drills, in English as it is raised and in French as it is said."""

from __future__ import annotations

DRILLS: dict[str, str] = {
    "only a drill has a scenario or a faster clock": "seul un exercice a un scénario joué ou une horloge accélérée",
    "add --drill": "ajoutez --drill",
    "a drill does not run at speed {speed}": "un exercice ne tourne pas à la vitesse {speed}",
    "between {slowest} and {fastest}: --speed 10": "entre {slowest} et {fastest} : --speed 10",
    "the scenario {scenario} is for the playbook {playbook}": (
        "le scénario joué {scenario} va avec le scénario de crise {playbook}"
    ),
    "start it by: {command}": "le lancer par : {command}",
}
