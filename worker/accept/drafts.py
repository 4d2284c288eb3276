"""Entries and pages become drafts, and drafts become Articles.

A field of a draft that is not acceptable is left out, so that the text is not lost.
"""

from dataclasses import replace

from worker.accept.checks import LANGUAGE, MAX_NAMES, fitting, required_text, storable, words
from worker.parse.language import language_of
from worker.parse.text.plaintext import read_text
from worker.records import Article, ArticleDraft, FeedEntry, Page


def draft_of_entry(entry: FeedEntry) -> ArticleDraft:
    """Return the draft of a feed's entry; its text may be blank."""
    names = [name for name in entry.authors if fitting(name)][:MAX_NAMES]
    return ArticleDraft(
        text=entry.text,
        url=fitting(entry.url),
        title=fitting(entry.title),
        published=entry.published or entry.updated,
        byline=", ".join(name for name in map(storable, names) if name) or None,
        credit=fitting(entry.credit),
    )


def draft_of_page(page: Page, entry: ArticleDraft) -> ArticleDraft:
    """Return the draft of a page; `entry` has the address and the fields that the page lacks.

    The title is put above the text if it is not there, so that claims in the headline have
    offsets, too.
    """
    title, tag = fitting(page.title) or entry.title, page.language
    is_missing = title and not page.text.lstrip().startswith(title)
    return ArticleDraft(
        text=f"{title}\n\n{page.text}" if is_missing else page.text,
        url=entry.url,
        title=title,
        published=entry.published or page.published,
        modified=page.modified,
        language=tag if tag and LANGUAGE.pattern.fullmatch(tag) else None,
        byline=fitting(page.byline) or entry.byline,
        section=fitting(page.section),
        credit=fitting(page.credit) or entry.credit,
        notice=page.notice,
    )


def accept_draft(
    draft: ArticleDraft, *, source_key: str, published_from: str | None, max_characters: int
) -> Article:
    """Return the Article of a draft.

    Raises:
        RejectedError: the text is blank, or a field is too long; the message names it.
    """
    checked = replace(
        draft,
        text=required_text(draft.text, limit=max_characters),
        title=words(draft.title, "title"),
        url=words(draft.url, "url"),
        byline=storable(draft.byline),
        section=words(draft.section, "section"),
        credit=words(draft.credit, "credit"),
    )
    article = article_of(checked)
    return replace(article, source_key=source_key, published_from=published_from)


def article_of(draft: ArticleDraft) -> Article:
    """Return the Article of a draft whose fields are checked: its text is read into sections.

    Raises:
        RejectedError: the text has too many lines for an article.
    """
    article = read_text(draft.text, title=draft.title, published=draft.published, url=draft.url)
    declared = draft.language.replace("_", "-") if draft.language else None
    return replace(
        article,
        credit=draft.credit or article.credit,
        language=language_of(article.text, declared),
        byline=draft.byline,
        section=draft.section,
        modified=draft.modified,
        notice=draft.notice,
    )
