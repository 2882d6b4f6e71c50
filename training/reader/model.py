"""The network: an encoder whose words carry the rules' reading, and one small head for each question."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from transformers import BertModel

from kawat.claims.reader.features import ACTS, MARKS, PARTIES, QUOTES, SEGMENTS, STATUSES
from kawat.ontology import CONTEXTS, EVENTS
from kawat.ontology.plover import modes

# Whom an act's words point at, whom a quote's first word does, and what names the state or body that a party belongs to.
ROLES = ("actor", "recipient", "speaker", "affiliation")
NER = {"nergrit": 7, "nerp": 11, "news": 7}
_ROLE_SIZE = 96


class Locked(nn.Module):
    """Dropout with one mask for all words of a sentence: on a CPU it costs a tenth of the usual kind."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, x: Tensor) -> Tensor:
        """``x``: batch x words x features."""
        if not self.training or not self.share:
            return x
        mask = (torch.rand(x.shape[0], 1, x.shape[2]) >= self.share).to(x.dtype) / (1 - self.share)
        return x * mask


class Reader(nn.Module):
    """Maps word pieces with features to the logits of all heads; see ``forward``."""

    def __init__(self, encoder: BertModel, dropout: float = 0.1) -> None:
        super().__init__()
        size = encoder.config.hidden_size
        self.encoder = encoder
        for layer in encoder.encoder.layer:
            layer.attention.self.dropout = nn.Dropout(0.0)
            layer.attention.output.dropout = Locked(dropout)
            layer.output.dropout = Locked(dropout)
        encoder.embeddings.dropout = Locked(dropout)
        self.features = nn.ModuleList(nn.Embedding(n, size) for n in (ACTS, STATUSES, PARTIES, QUOTES, MARKS, SEGMENTS))
        for table in self.features:
            nn.init.normal_(table.weight, std=0.002)
        self.act = nn.Sequential(nn.Linear(size, size), nn.GELU(), Locked(dropout))
        self.events = nn.Linear(size, len(EVENTS))
        self.status = nn.Linear(size, 3)
        self.mode = nn.Linear(size, len(modes()))
        self.quote = nn.Linear(size, 4)
        self.query = nn.Linear(size, _ROLE_SIZE * len(ROLES))
        self.key = nn.Linear(size, _ROLE_SIZE * len(ROLES))
        self.alone = nn.Linear(size, len(ROLES))
        self.ner = nn.ModuleDict({name: nn.Linear(size, n) for name, n in NER.items()})
        self.contexts = nn.Linear(size, len(CONTEXTS))
        self.quad = nn.Linear(size, 5)
        self.between = nn.Sequential(nn.Linear(3 * size, size), nn.GELU(), nn.Dropout(dropout), nn.Linear(size, len(EVENTS)))

    def encode(self, ids: Tensor, features: Tensor, mask: Tensor) -> Tensor:
        """Batch x pieces x hidden. ``features``: batch x pieces x 6 (act, status, party, quote, mark, segment)."""
        x = self.encoder.embeddings.word_embeddings(ids)
        for i, table in enumerate(self.features):
            x = x + table(features[:, :, i])
        return self.encoder(inputs_embeds=x, attention_mask=mask).last_hidden_state

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor) -> dict[str, Tensor]:
        """Logits: ``events`` (B,T,16), ``status`` (B,T,3), ``mode`` (B,T,modes), ``quote`` (B,T,4: out, begin, inside, cue),
        ``roles`` (B,4,T,T: from the act, the quote's first word or a party to the words that name its party or side),
        ``contexts`` (B,14), ``quad`` (B,5), ``between`` (B,16), ``ner`` by set."""
        h = self.encode(ids, features, mask)
        return self.heads(h, features, mask)

    def heads(self, h: Tensor, features: Tensor, mask: Tensor) -> dict[str, Tensor]:
        """All heads on the encoder's output."""
        act = self.act(h)
        out = {
            "events": self.events(act),
            "status": self.status(act),
            "mode": self.mode(act),
            "quote": self.quote(h),
            "roles": self.roles(act, h),
        }
        marks = features[:, :, 4]
        own = (mask * (features[:, :, 5] == 0)).to(h.dtype)
        mean = pooled(h, own)
        out["contexts"] = self.contexts(mean)
        out["quad"] = self.quad(mean)
        sides = torch.cat([pooled(h, (marks == 1).to(h.dtype)), pooled(h, (marks == 2).to(h.dtype)), mean], -1)
        out["between"] = self.between(sides)
        for name, head in self.ner.items():
            out["ner_" + name] = head(h)
        return out

    def roles(self, act: Tensor, h: Tensor) -> Tensor:
        """Batch x role x act's piece x party's piece."""
        b, t, _ = h.shape
        q = self.query(act).view(b, t, len(ROLES), _ROLE_SIZE).permute(0, 2, 1, 3)
        k = self.key(h).view(b, t, len(ROLES), _ROLE_SIZE).permute(0, 2, 3, 1)
        return q @ k * _ROLE_SIZE**-0.5 + self.alone(h).permute(0, 2, 1).unsqueeze(2)


def pooled(h: Tensor, mask: Tensor) -> Tensor:
    """The mean over the pieces of a mask (zeros where the mask is empty)."""
    m = mask.unsqueeze(-1)
    return (h * m).sum(1) / m.sum(1).clamp(min=1.0)
