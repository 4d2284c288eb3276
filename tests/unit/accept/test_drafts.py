"""Step 3 for entries and pages: a draft becomes an Article."""

from datetime import UTC, date, datetime

import pytest

from worker.accept import accept_draft, document_of, draft_of_entry, draft_of_page
from worker.errors import RejectedError
from worker.records import Article, ArticleDraft, FeedEntry, Page

MOMENT = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
URL = "https://e.org/1"


def _accept(draft: ArticleDraft) -> Article:
    return accept_draft(draft, source_key="k", published_from="pubDate", max_characters=5_000)


def test_an_entry_becomes_an_article_with_all_its_fields() -> None:
    entry = FeedEntry(
        "1", URL, "Bridge closed", "It was closed.", MOMENT, authors=("Ada", "Ben"), credit="AP"
    )
    article = _accept(draft_of_entry(entry))
    assert (article.text, article.title, article.url) == ("It was closed.", "Bridge closed", URL)
    assert (article.published, article.byline, article.credit) == (MOMENT, "Ada, Ben", "AP")
    assert (article.source_key, article.published_from) == ("k", "pubDate")


def test_an_entry_without_a_date_of_publication_has_that_of_its_update() -> None:
    entry = FeedEntry("1", URL, None, "It was closed.", updated=MOMENT)
    assert _accept(draft_of_entry(entry)).published == MOMENT


def test_a_field_of_an_entry_that_is_too_long_is_left_out() -> None:
    long = "x" * 2_001
    entry = FeedEntry("1", long, long, "It was closed.", authors=(long, "Ada"), credit=long)
    article = _accept(draft_of_entry(entry))
    assert (article.url, article.title, article.credit) == (None, None, None)
    assert article.byline == "Ada"


def test_the_first_names_of_an_overlong_byline_are_kept() -> None:
    entry = FeedEntry("1", URL, None, "It was closed.", authors=tuple(map(str, range(101))))
    assert (_accept(draft_of_entry(entry)).byline or "").endswith("98, 99")


def test_unstorable_characters_are_replaced_one_by_one() -> None:
    entry = FeedEntry("1", URL, "A\0B", "It\ud800 rained.", authors=("A\0", " "), credit="\0")
    article = _accept(draft_of_entry(entry))
    assert (article.title, article.text) == ("A\ufffdB", "It\ufffd rained.")
    assert (article.byline, article.credit) == ("A\ufffd", "\ufffd")


@pytest.mark.parametrize("text", ["", " \n", "x" * 5_001])
def test_a_draft_without_storable_text_is_rejected(text: str) -> None:
    with pytest.raises(RejectedError, match="text: "):
        _accept(ArticleDraft(text))


def test_an_address_that_is_too_long_is_rejected() -> None:
    with pytest.raises(RejectedError, match="url: 2,001 characters"):
        _accept(ArticleDraft("x", url="x" * 2_001))


def test_a_page_overrides_its_entry_except_for_the_date() -> None:
    page = Page("Bridge shut", "It was closed.", byline="Ada", published=date(2026, 1, 1))
    entry = ArticleDraft(
        "A teaser", URL, "Bridge closed", published=MOMENT, byline="Ben", credit="AP"
    )
    article = _accept(draft_of_page(page, entry))
    assert article.text == "Bridge shut\n\nIt was closed."
    assert (article.title, article.byline, article.credit) == ("Bridge shut", "Ada", "AP")
    assert (article.url, article.published) == (URL, MOMENT)


def test_a_malformed_field_of_a_page_is_dropped_and_its_text_kept() -> None:
    long = "x" * 2_001
    page = Page(title=long, text="It was closed.", byline=long, section=long, language="日本語")
    article = _accept(draft_of_page(page, ArticleDraft("", title="Bridge closed")))
    assert (article.title, article.byline, article.language) == ("Bridge closed", None, None)
    assert article.text == "Bridge closed\n\nIt was closed."


def test_a_page_from_a_file_gives_the_same_article_as_document_and_draft() -> None:
    page = Page("Bridge shut", "It was closed.", published=MOMENT, language="en_GB", section="UK")
    pushed = document_of(page, url=URL)
    draft = draft_of_page(page, ArticleDraft("", URL))
    assert pushed["published"] == MOMENT.isoformat()
    for name in ("url", "title", "language", "section", "text", "byline", "notice"):
        assert pushed[name] == getattr(draft, name)
