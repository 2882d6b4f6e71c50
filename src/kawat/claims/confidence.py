"""How sure the lexicon coder is of a claim: the share of right claims that such a pattern gave on training sentences."""

from __future__ import annotations

from kawat.claims.lexicon import weights
from kawat.claims.scene import Act, known

# The share right of patterns that never fired in training, by how many parties are known (0, 1, 2), and how many
# observations that share counts for; measured on the training sentences.
_PRIOR = (0.45, 0.6, 0.7)
_PRIOR_WEIGHT = 4.0


def confidence(act: Act, language: str) -> float:
    """The chance in [0, 1] that a claim of this type stands in the sentence, shrunk to the prior for rare patterns."""
    fired, right = weights(language).get((act.match.pattern.source, act.event), (0, 0))
    prior = _PRIOR[known(act.actors) + known(act.recipients)]
    return round((right + _PRIOR_WEIGHT * prior) / (fired + _PRIOR_WEIGHT), 2)
