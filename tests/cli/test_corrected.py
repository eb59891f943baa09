"""Something we said was wrong: what is right is asked and said before anything else."""

from __future__ import annotations

from conftest import Crisis


def test_what_was_wrong_is_set_right_before_the_next_update_and_the_question_comes_first(crisis: Crisis) -> None:
    crisis.start("outage", "--set", "service=WhatsApp", "--role", "lead=Ana", "--at", "3 h ago")
    known = (
        "started_at=4 h ago",
        "blocked=messages",
        "scope=some",
        "queued=unknown",
        "doing=testing",
        "still_works=account",
    )
    crisis.run("set", *known).succeeds()
    crisis.run("sent", "first-notice", "--at", "2 h ago", "--force", "--reason", "by phone").succeeds()
    assert crisis.status()["next"]["step"] == "keep-telling", "its promised time has come"
    crisis.run("set", "wrong=yes").succeeds()
    assert crisis.status()["next"]["step"] == "correct-words"
    crisis.run("done", "correct-words", "correct_en=payments work", "correct_fr=les paiements marchent").succeeds()
    assert crisis.status()["next"]["step"] == "correction"
    crisis.run("sent", "correction", "--force", "--reason", "by phone").succeeds()
    crisis.run("set", "wrong=no").succeeds()
    assert crisis.status()["next"]["step"] not in {"correct-words", "correction"}
