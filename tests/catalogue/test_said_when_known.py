"""What would calm or help somebody is said only once a person has looked."""

from __future__ import annotations

import pytest

from catalogue.drafting import Rehearsal
from crisisctl import paths, reader


def words(name: str, message: str, **given: str) -> str:
    """All texts of a message, one after the other."""
    playbook = reader.read_playbook(paths.shipped("playbooks") / f"{name}.yaml")
    return "\n".join(draft.text for draft, _ in Rehearsal(playbook, over=False, given=given).draft(message))


@pytest.mark.parametrize("message", ["first-notice", "press-line"])
def test_an_overload_is_called_harmless_for_data_only_once_somebody_has_looked(message: str) -> None:
    assert "no access to" in words("ddos", message, data_access="none")
    for unsure in ("unknown", "seen", ""):
        said = words("ddos", message, data_access=unsure)
        assert "no access to" not in said
        assert "aucun accès" not in said


def test_a_faulty_update_says_first_what_not_to_do() -> None:
    email = words("faulty-update", "first-notice", avoid="uninstall").split("\n\n")
    assert email[1].startswith("Surtout, ne désinstallez pas")


def test_other_versions_are_called_good_only_once_somebody_has_tried() -> None:
    assert "autre version" in words("faulty-update", "first-notice", others="work")
    assert "autre" not in words("faulty-update", "first-notice", others="unknown")
