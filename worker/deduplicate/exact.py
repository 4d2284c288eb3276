"""Equality of texts: the hash of an article, and the verdict on it under its source key."""

import unicodedata
from hashlib import sha256
from typing import Literal

from worker.records import Article, Known

Verdict = Literal["new", "seen_again", "revision"]


def text_hash(article: Article) -> str:
    """Return the SHA-256 of title and text, normalised by NFKC and with single spaces."""
    folded = "\n".join(
        " ".join(unicodedata.normalize("NFKC", part).split())
        for part in (article.title or "", article.text)
    )
    return sha256(folded.encode("utf-8", "surrogatepass")).hexdigest()


def judge(text_hash_now: str, known: Known | None) -> Verdict:
    """Return the verdict on a text, by its hash, against what its source key has stored.

    Only the newest text is compared: 300 -> 320 -> 300 is three revisions.
    """
    if known is None:
        return "new"
    return "seen_again" if known.text_hash == text_hash_now else "revision"
