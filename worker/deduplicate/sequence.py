"""Verdicts of texts that come one after the other: each is compared with what stands before it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from worker.deduplicate.exact import Verdict, judge, text_hash
from worker.records import Article, Known


class Judged(NamedTuple):
    """What a text is, and what is known under its source key from then on."""

    article: Article
    text_hash: str
    verdict: Verdict
    known: Known

    @property
    def is_stored(self) -> bool:
        """Whether it becomes a revision, the one that `known` names."""
        return self.verdict != "seen_again"


def judge_all(articles: Iterable[Article], known: Mapping[str, Known]) -> list[Judged]:
    """Return what each Article is to what `known` has of it, and to those that came before it.

    `known` has every source key; number 0 is an article without a text.
    """
    newest, judged = dict(known), []
    for article in articles:
        before, digest = newest[article.source_key], text_hash(article)
        verdict = _verdict(article, digest, before)
        after = before
        if verdict != "seen_again":
            after = replace(
                before, number=before.number + 1, text_hash=digest, notice=article.notice
            )
        newest[article.source_key] = after
        judged.append(Judged(article, digest, verdict, after))
    return judged


def _verdict(article: Article, digest: str, known: Known) -> Verdict:
    # The same text with a notice that it did not bear before is a retraction, say: it must not be
    # lost, and a revision never changes. A notice that is not given says nothing.
    verdict = judge(digest, known if known.number else None)
    noticed = article.notice is not None and article.notice != known.notice
    return "revision" if verdict == "seen_again" and noticed else verdict
