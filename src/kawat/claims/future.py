"""What an act becomes when it is announced rather than done (codebook, section 5), and its CAMEO code."""

from __future__ import annotations

TYPE = {
    "CONSULT": "AGREE",
    "SUPPORT": "AGREE",
    "COOPERATE": "AGREE",
    "AID": "AGREE",
    "RETREAT": "CONCEDE",
    "SANCTION": "THREATEN",
    "MOBILIZE": "THREATEN",
    "COERCE": "THREATEN",
    "ASSAULT": "THREATEN",
    "PROTEST": "THREATEN",
}
CAMEO = {
    "CONSULT": "036",
    "SUPPORT": "032",
    "COOPERATE": "031",
    "AID": "033",
    "RETREAT": "034",
    "SANCTION": "130",
    "MOBILIZE": "130",
    "COERCE": "132",
    "ASSAULT": "138",
    "PROTEST": "133",
}
