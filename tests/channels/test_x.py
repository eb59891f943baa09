"""X: weighted characters.

Cases marked "conformance" are the facts of twitter-text's ``conformance/validate.yml`` (Apache-2.0), suites
``WeightedTweetsWithDiscountedEmojiCounterTest``, ``lengths`` and ``urls_without_protocol``.
"""

from __future__ import annotations

import pytest

from crisisctl.channels.x import count

Z = "\u200d"
CONFORMANCE = [
    ("Hi http://test.co", 26),
    ("http://test.com", 23),
    ("https://test.com", 23),
    ("test.com", 23),
    ("Test https://test.com test https://test.com test.com test", 86),
    ("This is a test.", 15),
    ("285 chars-" + "xxxxxxxxxx-" * 25, 285),
    ("285 chars- http://www.twitter.com/jack " + "xxxxxxxxxx-" * 24, 299),
    ("xxxxxxxxxx-" * 24 + " http://www.twitter.com/jack ", 289),
    ("https://www.twitter.com/aloha " * 10, 240),
    ("故人西辞黄鹤楼，烟花三月下扬州。" * 10, 320),
    ("😷" * 160, 320),
    ("the" + "故人西辞黄鹤楼，烟花三月下扬州。" * 10, 323),
    ("A\u0301B", 2),
    ("A\ufb2c", 4),
    ("282 chars-" + "xxxxxxxxxx-" * 24 + "xxxxxA\u0301x", 281),
    (f"H🐱☺👨{Z}👩{Z}👧{Z}👦", 7),
    ("😷👾😡🔥💩", 10),
    (f"🙋🏽👨{Z}🎤", 4),
    ("1\u20e3", 2),
    ("Unicode 10.0 emoji: 🤪; 🧕; 🧕🏾; 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", 34),
    ("Unicode 9.0 emoji: 🤠; 💃; 💃🏾", 29),
    (
        "This is a tweet with general punctuation characters: \u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008"
        "\u2009\u200a\u200b\u200c\u200d ‐ ‑ ‒ – — ― ‖  ‗ ‘ ’ ‚ ‛ “ ” „ ‟ ′ ″ ‴ ‵ ‶ ‷",
        112,
    ),
    ("randomurl" * 6 + "randomurls.com", 68),
    ("example.com", 23),
    ("www.example.com", 23),
    ("t.co", 23),
    ("foo.co.jp", 23),
    ("example.com/path/to/resource?search=foo&lang=en", 23),
]
FRENCH = [
    ("éèàùâêîôûëïüçœæÉÈÀÇŒ", 20),
    ("« oui »", 7),
    ("l’eau – l’air — l’or", 20),
    ("…", 2),
    ("12 €", 5),
    ("₣", 2),
    ("14\u202fh", 5),
    ("14\u00a0h", 4),
    ("№", 2),
    ("→", 2),
    ("e\u0301te\u0301", 3),
    ("🇫🇷🇧🇪", 4),
    ("🇫", 2),
    ("❤️", 2),
    (f"👩🏽{Z}🚒", 2),
    (f"🏳️{Z}🌈", 2),
    ("⚠️ panne", 8),
    ("#️⃣", 2),
    ("©", 1),
    ("©️", 2),
]
URLS = [
    ("https://statut.exemple.fr/incidents/2026/11?x=1#suite", 23),
    ("(https://statut.exemple.fr)", 25),
    ("https://statut.exemple.fr.", 24),
    ("https://statut.exemple.fr…", 25),
    ("https://fr.wikipedia.org/wiki/Panne_(réseau)", 23),
    ("statut.exemple.fr", 23),
    ("Statut.Exemple.FR", 23),
    ("statut.exemple", 14),
    ("crise.example/point", 23),
    ("a@exemple.fr", 12),
    ("jean.de@exemple.fr", 18),
    ("14.30", 5),
    ("fini.Le service", 15),
    ("etc.", 4),
    ("v1.2", 4),
    ("http://", 7),
    ("xhttps://a.fr", 13),
    ("@a.fr", 5),
    ("https://a.fr https://b.fr", 47),
]


@pytest.mark.parametrize(("text", "length"), CONFORMANCE + FRENCH + URLS)
def test_weights(text: str, length: int) -> None:
    found = count(text)
    assert found.length == length
    assert found.fits == (length <= 280)
    assert (found.limit, found.unit) == (280, "weighted characters")


def test_a_long_run_is_counted_at_once() -> None:
    for run in ("a.", "a", ".", "https://", "a-", "👨\u200d", "("):
        assert count(run * 20_000).length > 0
