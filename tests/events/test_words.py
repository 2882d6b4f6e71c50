"""What articles are compared by: the same terms in both languages."""

from __future__ import annotations

from kawat.events.words import found
from kawat.text.wordlists import table


def test_concepts_have_the_same_names_in_every_language():
    english, indonesian = ([concept for concept, _ in table(language, "concepts.tsv")] for language in ("en", "id"))
    assert english == indonesian == sorted(set(english))


def test_a_headline_and_its_translation_share_what_they_tell():
    english = found("Hospital rubble searched after two airstrikes near Aden", "en", "2024-05-02")
    indonesian = found("Puing rumah sakit digeledah, pencarian usai dua serangan udara dekat Aden", "id", "2024-05-02")
    assert {"c:hospital", "c:rubble", "c:search", "c:airstrike", "n:2", "w:aden"} <= english & indonesian
