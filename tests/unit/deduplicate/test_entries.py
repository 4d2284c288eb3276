"""Which entries of a feed are known: by guid, link or words, and when each is not trusted."""

from worker.deduplicate.entries import (
    IdentifiedEntry,
    content_hash,
    identified,
    recognised,
    reused_key,
)
from worker.deduplicate.urls import url_key
from worker.records import FeedEntry, KnownEntry

SITE = "https://gazette.example/news/"
WORDS = "The harbour office said on Monday that the quay stays closed."


def _entry(key: str, link: str | None = "1", title: str = "Quay closed", text: str = WORDS) -> (
    FeedEntry
):  # fmt: skip
    return FeedEntry(key, SITE + link if link else None, title, text)


def _known(entry: FeedEntry, row: int = 1) -> KnownEntry:
    link = url_key(entry.url) if entry.url else None
    return KnownEntry(row, entry.key, link, entry.title, content_hash(entry), f"url:{link}")


def _judge(entries: list[FeedEntry], *known: FeedEntry) -> list[IdentifiedEntry]:
    rows = [_known(entry, row) for row, entry in enumerate(known)]
    return recognised(identified(entries), rows)


def _rows(judged: list[IdentifiedEntry]) -> list[int | None]:
    return [each.known.id if each.known else None for each in judged]


def test_an_identical_entry_is_known_and_unchanged() -> None:
    (same,) = _judge([_entry("a")], _entry("a"))
    assert same.known
    assert not same.changed
    assert not same.renamed


def test_a_different_spelling_of_the_address_is_no_change() -> None:
    (same,) = _judge([_entry("a", "1?utm_source=rss")], _entry("a"))
    assert not same.changed


def test_new_words_under_one_guid_are_a_change() -> None:
    for edited in (_entry("a", title="Quay open again"), _entry("a", text=WORDS * 2)):
        (found,) = _judge([edited], _entry("a"))
        assert found.known
        assert found.changed


def test_a_changed_link_under_one_guid_is_a_change_of_the_same_story() -> None:
    (found,) = _judge([_entry("a", "quay-2", title="Quay closed until May")], _entry("a"))
    assert found.known
    assert found.changed


def test_a_guid_reused_for_another_story_makes_a_new_entry() -> None:
    other = _entry("a", "2", title="Ferry timetable for summer", text="Ferries go hourly.")
    (found,) = _judge([other], _entry("a"))
    assert found.known is None
    assert found.key == reused_key("a", url_key(other.url or ""))
    again = recognised(
        identified([other]),
        [_known(_entry("a"), 1), _known(FeedEntry(found.key, *_rest(other)), 2)],
    )
    assert _rows(again) == [2]
    assert not again[0].changed


def _rest(entry: FeedEntry) -> tuple[str | None, str | None, str]:
    return entry.url, entry.title, entry.text


def test_a_known_link_or_known_words_under_a_new_guid_are_the_same_entry() -> None:
    for renamed in (
        _entry("b", title="The whole headline is another one now"),
        _entry("b", "elsewhere"),
        _entry("b", None),
    ):
        (found,) = _judge([renamed], _entry("a"))
        assert found.known, renamed
        assert found.renamed


def test_two_entries_in_one_document_are_distinct() -> None:
    assert _rows(_judge([_entry("a"), _entry("b")], _entry("a"))) == [0, None]
    assert _rows(_judge([_entry("b"), _entry("c")], _entry("a"))) == [0, None]
    by_words = _judge([_entry("b", "2"), _entry("c", "3")], _entry("a"))
    assert _rows(by_words) == [0, None], "one known entry is not two new ones"


def test_a_link_shared_by_several_entries_identifies_none() -> None:
    first, second = _entry("a", text="One."), _entry("b", title="Other", text="Two.")
    judged = _judge([first, second])
    assert [each.has_unique_link for each in judged] == [False, False]
    (third,) = _judge([_entry("c", title="Third", text="Three.")], first, second)
    assert third.known is None
    assert not third.has_unique_link
    later = _judge([first, _entry("d", title="Fourth", text="4.")], first)
    assert [each.has_unique_link for each in later] == [False, False]


def test_a_few_words_do_not_identify_an_entry() -> None:
    short = _entry("b", "2", title="Live", text="")
    (found,) = _judge([short], _entry("a", "1", title="Live", text=""))
    assert found.known is None
