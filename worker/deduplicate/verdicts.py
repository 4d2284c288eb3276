"""Verdicts on a sequence of texts: each is compared with the ones before it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from worker.deduplicate.exact import Verdict, judge, text_hash
from worker.records import Article, Known


class Judged(NamedTuple):
    """The verdict on a text, and what is known under its source key afterwards."""

    article: Article
    text_hash: str
    verdict: Verdict
    known: Known

    @property
    def is_stored(self) -> bool:
        """Whether it becomes a revision; `known` then has that revision's number."""
        return self.verdict != "seen_again"


def judge_all(articles: Iterable[Article], known: Mapping[str, Known]) -> list[Judged]:
    """Return the verdict on each Article, against `known` and the Articles before it.

    `known` has an entry for every source key; number 0 is an article without a text.
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
    # The same text with a new notice, such as a retraction, is a revision: the notice must not be
    # lost, and a stored revision never changes. A missing notice changes nothing.
    verdict = judge(digest, known if known.number else None)
    noticed = article.notice is not None and article.notice != known.notice
    return "revision" if verdict == "seen_again" and noticed else verdict
