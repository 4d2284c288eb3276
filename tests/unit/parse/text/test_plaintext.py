"""read_text on a dump, ordinary text, wire text, and any text."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.errors import RejectedError
from worker.parse.furniture import dateline_end, is_furniture, read_date
from worker.parse.text.lines import MAX_LINES
from worker.parse.text.plaintext import read_text
from worker.records import Article

DUMP = """ date 2024-02-05 AFRICA
Two divers rescued from flooded cave: coastguard
The cave had been closed to visitors since the spring.
A boat waits off the cave near Port Arlen. / Photo: EPA
February 5, 2024

Two divers were pulled out of a flooded cave on Monday, the coastguard said.

Cave closed

"They were cold, but well," a doctor said.

SOURCE:DPA
"""


def kinds(article: Article) -> list[tuple[str, str]]:
    """Every section as its kind and its words."""
    return [(s.kind, article.text[s.span.start : s.span.end]) for s in article.sections]


def test_a_dump_is_cut_into_sections() -> None:
    article = read_text(DUMP)
    assert kinds(article) == [
        ("headline", "Two divers rescued from flooded cave: coastguard"),
        ("dek", "The cave had been closed to visitors since the spring."),
        ("caption", "A boat waits off the cave near Port Arlen."),
        ("body", "Two divers were pulled out of a flooded cave on Monday, the coastguard said."),
        ("body", '"They were cold, but well," a doctor said.'),
    ]
    assert article.text == DUMP
    assert article.title == "Two divers rescued from flooded cave: coastguard"
    assert article.published == date(2024, 2, 5)
    assert article.credit == "DPA"


def test_a_dump_may_lack_standfirst_and_caption() -> None:
    article = read_text(" date 2024-02-05 AFRICA\nFerry sinks\nFebruary 5, 2024\n\nIt sank.\n")
    assert kinds(article) == [("headline", "Ferry sinks"), ("body", "It sank.")]
    assert article.credit is None


def test_given_title_and_day_override_the_text() -> None:
    article = read_text(DUMP, title="Another", published=date(2020, 1, 1), source_key="k", url="u")
    assert article.title == "Another"
    assert article.published == date(2020, 1, 1)
    assert (article.source_key, article.url) == ("k", "u")


@pytest.mark.parametrize(
    ("text", "title", "expected"),
    [
        ("Bridge closed.\n\nIt is old.", "Bridge  CLOSED", ["headline", "body"]),
        ("Bridge closed\n\nIt is old.", None, ["headline", "body"]),
        ("Bridge closed\nIt is old.\nIt was shut.", None, ["headline", "body", "body"]),
        ("The bridge is closed.\n\nIt is old.", None, ["body", "body"]),
        ("Old Bridge Closed to Lorries.\n\nIt is old.", None, ["headline", "body"]),
        (
            "Bridge closed; \nLorries must go by ferry now.\n\nIt is old.",
            None,
            "headline dek body",
        ),
        ("Bridge closed\nLorries must go by ferry until May\nIt is old.\nIt rains.", None, 4),
        ("the old gate in 1990.\n\nIt fell.", None, ["caption", "body"]),
        ("It fell.\n\nThe gate before it fell. Image: Ann Holt.", None, ["body", "caption"]),
        ("The gate before it fell. (Source: Ann Holt)\n\nIt fell.", None, ["caption", "body"]),
        ("The gate (Ann Holt/DPA)\n\nIt fell.", None, ["caption", "body"]),
        ("The minister said that the\nbridge was closed.", None, ["body", "body"]),
        (
            "Fog shuts port\n\nIt is shut.\n\nShips wait\n\nTen wait.",
            None,
            ["headline", "body", "body"],
        ),
    ],
)
def test_sections_have_their_kinds(
    text: str, title: str | None, expected: list[str] | str | int
) -> None:
    found = [section.kind for section in read_text(text, title=title).sections]
    if isinstance(expected, int):
        assert found == ["headline", "dek", "body", "body"]
    else:
        assert found == (expected.split() if isinstance(expected, str) else expected)


def test_the_headline_ends_before_its_semicolon() -> None:
    article = read_text("Bridge closed; \nLorries must go by ferry now.\n\nIt is old.")
    assert kinds(article)[0] == ("headline", "Bridge closed")


@pytest.mark.parametrize(
    "line",
    [
        "Saturday, March 2, 2019",
        "on March 02 2019 7: 41 AM",
        "2 March 2019 Last updated at 12: 41 GMT",
        "Mar 2, 2019",
        "Posted: March 2, 2019 at 4:05 p.m. EST",
        "3 / 2 / 2019 @ 1: 19PM",
        "2019-03-02",
        "10: 55 P. M. MARCH 2, 2019",
    ],
)
def test_date_lines_give_the_date_and_are_in_no_section(line: str) -> None:
    assert read_date(line) == date(2019, 3, 2)
    article = read_text(f"Fog shuts port\n{line}\nThe port is shut.")
    assert article.published == date(2019, 3, 2)
    assert [section.kind for section in article.sections] == ["headline", "body"]


@pytest.mark.parametrize(
    "line",
    [
        "By Ann Holt",
        "By Ann Holt, Bo Lindqvist and Cy de la Cruz",
        "Get the news each morning. Sign Up",
        "Updated March 2, 2019 5:01 PM",
        "Photo: Ann Holt",
        "(Source: Ann Holt)",
        "UPDATE:",
        "UPDATE 6:15PM:",
        "Published: 2019. 03. 02 09: 01 AM",
        "Contact: Ann Holt, 555/228-3263.",
        "Read more at the Harbour Gazette.",
        "(555) 222-2023",
        "desk@example.org",
        "Copyright 2019 Harbour Gazette. All rights reserved.",
        "Most Read In TV & Film NEW BABY Singer reveals her joy 'IT'S OVER' Actor will divorce",
        "Now Playing",
        "If you like this story, share it with a friend.",
        "Find Harbour News on Facebook and Twitter. If you have a story, write to us.",
        "(Ann Holt/Harbour Press via AP, file)",
        "(Ann Holt/Harbour Press via AP, file) (Associated Press)",
        "(Ann Holt via Harbour Press)",
        "[Harbour Tales: The History of 8 Piers]",
    ],
)
def test_furniture_is_in_no_section(line: str) -> None:
    assert is_furniture(line)
    article = read_text(f"The port is shut.\n\n{line}\n\nTen ships wait.")
    assert [words for _, words in kinds(article)] == ["The port is shut.", "Ten ships wait."]


@pytest.mark.parametrize(
    "line",
    [
        "By Monday the army had left the town.",
        "By March 2019 the port was shut.",
        "Share prices fell on Monday.",
        "Updated figures show 30 dead.",
        "Thousands of people rushed to sign up.",
        "On March 2, 2019, the port was shut.",
        "Feb 31, 2019",
        "Most read in the evening.",
        "(The port was shut.)",
        "Find out what the mayor said on Monday.",
    ],
)
def test_sentences_are_not_taken_for_furniture(line: str) -> None:
    assert not is_furniture(line)


@pytest.mark.parametrize(
    ("head", "agency"),
    [
        ("DALLAS (AP) — ", "AP"),
        ("Taipei, Taiwan — ", None),
        ("Lonoke, Ark. - ", None),
        ("MACAU (Reuters) \u2013 ", "Reuters"),
        ("WASHINGTON, Dec. 8 (UPI) — ", "UPI"),
        ("SÃO PAULO -- ", None),
        ("LONDON, March 3 - ", None),
        ("UPDATE 1:50PM FRIDAY: ", None),
    ],
)
def test_datelines_are_left_out(head: str, agency: str | None) -> None:
    article = read_text(f"{head}Ten ships wait.")
    assert kinds(article) == [("body", "Ten ships wait.")]
    assert article.credit == agency


@pytest.mark.parametrize(
    "head",
    [
        "FILE - ",
        "1 of 3. ",
        "Getty - Contributor ",
        "AP:Associated Press ",
        "Rex Features - Getty Images ",
    ],
)
def test_a_line_that_opens_with_a_credit_is_a_caption(head: str) -> None:
    article = read_text(f"The port is shut.\n\n{head}Ann Holt opens the port.\n\nTen ships wait.")
    assert kinds(article)[1] == ("caption", "Ann Holt opens the port.")


@pytest.mark.parametrize("line", ["AP: the port is shut.", "Reuters - Ten ships wait."])
def test_an_agency_before_a_sentence_is_no_credit(line: str) -> None:
    assert "caption" not in {kind for kind, _ in kinds(read_text(line))}


@pytest.mark.parametrize(
    "line",
    [
        "Ministers - who met on Monday - agreed.",
        "Moscow — which denies it — said no.",
        "Clinton: it was a mistake.",
        "The port is shut - Ten ships wait.",
    ],
)
def test_dashes_and_colons_do_not_make_a_dateline(line: str) -> None:
    assert dateline_end(line) == (0, None)


@pytest.mark.parametrize("text", ["", " \n\t\n", "\u2028\u2029\x85"])
def test_blank_text_has_no_sections(text: str) -> None:
    assert read_text(text).sections == ()


LINES = st.one_of(
    st.text(max_size=40),
    st.sampled_from([*DUMP.splitlines(), "By A", "(Source: B)", "OSLO (X) — ", "* a", "- ", "; "]),
)


@given(text=st.lists(LINES, max_size=8).map("\n".join), title=st.none() | st.text(max_size=20))
def test_any_text_is_read_with_exact_spans(text: str, title: str | None) -> None:
    article = read_text(text, title=title)
    assert article.text == text
    last = 0
    for section in article.sections:
        start, end = section.span
        assert last <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        last = end
    if not text.strip():
        assert article.sections == ()


def test_the_seed_is_read() -> None:
    root = Path(__file__).parents[4]
    found = (root / part for part in ("seeds", "tests/data"))
    path = next((seed for folder in found for seed in folder.rglob("000_*.txt")), None)
    if path is None:
        pytest.skip("the seed document is not there")
    article = read_text(path.read_text("utf-8"))
    assert [s.kind for s in article.sections[:4]] == ["headline", "dek", "caption", "body"]
    assert article.credit == "AFP"
    assert article.published == date(2025, 1, 13)


def test_a_text_with_too_many_lines_is_refused() -> None:
    assert read_text("a\n" * MAX_LINES).sections
    with pytest.raises(RejectedError, match=r"text: it has more than 100,000 lines"):
        read_text("a\u2028" * (MAX_LINES + 1))
