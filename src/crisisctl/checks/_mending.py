"""What the checks of damaged files have in common to say: what mending does, and that one was interrupted."""

from __future__ import annotations

from crisisctl.checks import Finding, Mend
from crisisctl.checks._restoring import Restoring
from crisisctl.text import Words

LEAVE_FIRST: Words = {
    "en": "leave every other walk, then: crisisctl doctor --mend",
    "fr": "quittez tout autre déroulé, puis : crisisctl doctor --mend",
}


def set_aside(restoring: Restoring, kept: Words) -> Mend:
    """The damaged file gets another name, and a new one begins with what is ``kept``."""
    file, aside, folder = restoring.log.name, restoring.aside.name, restoring.exported.name
    return Mend(
        {
            "en": f"set {file} aside as {aside}, write what can be read into {folder}/, and begin a new {file} with "
            f"{kept['en']}",
            "fr": f"mettre {file} de côté sous {aside}, écrire ce qui est lisible dans {folder}/, et commencer un "
            f"nouveau {file} avec {kept['fr']}",
        },
        restoring.restore,
    )


def half_mended(half: Restoring) -> Finding:
    return Finding(
        "bad",
        {"en": f"mending {half.log} was interrupted", "fr": f"la réparation de {half.log} a été interrompue"},
        {
            "en": f"the mended file lies ready in {half.mended.name}, the damaged one in {half.aside.name}",
            "fr": f"le fichier réparé est prêt dans {half.mended.name}, l’abîmé dans {half.aside.name}",
        },
        {"en": "crisisctl doctor --mend", "fr": "crisisctl doctor --mend"},
        Mend(
            {"en": f"put {half.mended.name} in its place", "fr": f"mettre {half.mended.name} à sa place"},
            half.finish,
        ),
    )
