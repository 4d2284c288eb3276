"""Which lines of a page belong to its article, and how they are cut into paragraphs."""

import pytest
from lxml import etree  # type: ignore[import-untyped]

from worker.parse.pages.paragraphs import article_lines, linked_share, paragraphs_of

BODY = (
    "The harbour bridge was closed on Monday after a lorry struck its eastern pillar.",
    "Engineers said the damage was slight, and that traffic would be let through soon.",
    "Ferries ran every ten minutes instead, and the council paid for the fares.",
)


def cut(inner: str) -> list[str]:
    """The paragraphs of a tree as made by trafilatura."""
    return paragraphs_of(etree.fromstring(f"<body>{inner}</body>"))


def kept(*lines: str, titles: tuple[str, ...] = (), links: tuple[str, ...] = ()) -> list[str]:
    """Those of these lines that belong to the article."""
    return article_lines(lines, titles=titles, links=links)


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ("<p>One line\nand the next.</p><p>Two.</p>", ["One line and the next.", "Two."]),
        ("<p>One<hi> and</hi> two.</p> tail<p>Three.</p>", ["One and two.", "tail", "Three."]),
        ("<p>One,<lb/>and so on.</p>", ["One, and so on."]),
        ("<p>One.<lb/>two.</p>", ["One.", "two."]),
        ("<p>One<lb/>Two</p>", ["One", "Two"]),
        ("<head>One</head><list><item>Two</item><item>Three</item></list>", 3),
        ("<table><row><cell>One</cell><cell>Two</cell></row></table>", ["One | Two"]),
        ("<table><row><cell/><cell><p>One.</p><p>Two.</p></cell></row></table>", ["One.", "Two."]),
        ("<list><item><p>One.</p></item></list>", ["- ", "One."]),
        ("<p> </p><list><item/></list>", []),
    ],
)
def test_elements_separate_paragraphs_and_line_ends_do_not(
    inner: str, expected: list[str] | int
) -> None:
    if expected == 3:
        assert cut(inner) == ["One", "- Two", "- Three"]
    else:
        assert cut(inner) == [line for line in expected if line != "- "]  # type: ignore[union-attr]


def test_deep_trees_are_truncated() -> None:
    markup = "<body>" + "<quote>" * 2_000 + "One." + "</quote>" * 2_000 + "</body>"
    tree = etree.fromstring(markup, etree.XMLParser(huge_tree=True))
    assert paragraphs_of(tree) == ["One."]


@pytest.mark.parametrize(
    "above",
    [
        ["Bridge closed"],
        ["BRIDGE CLOSED"],
        ["Traffic", "Bridge closed"],
        ["Bridge closed", "By Ada Moor"],
        ["Bridge closed", "Monday, 5 February 2024, 10:30"],
        ["segunda-feira, 5 de fevereiro de 2024 às 10:30"],
    ],
)
def test_lines_above_the_text_are_left_out(above: list[str]) -> None:
    assert kept(*above, *BODY, titles=("Bridge closed",)) == list(BODY)


@pytest.mark.parametrize(
    "first",
    [
        "On 5 February 2024 the bridge was closed.",
        "Closed on 5 February 2024 after a lorry struck a pillar of it",
        "Bridge closed, and ferries run instead.",
        "By Monday the bridge was shut.",
    ],
)
def test_news_at_the_top_is_kept(first: str) -> None:
    assert kept(first, *BODY, titles=("Bridge closed",)) == [first, *BODY]


@pytest.mark.parametrize(
    "line",
    [
        "Read more: Storm closes the harbour",
        "Don’t miss",
        "Related stories:",
        "ADVERTISEMENT",
        "You may also like...",
        "Follow the Gazette on Twitter and Instagram.",
        "Follow Ada Moor on X: @adamoor",
        "Like us on Facebook",
        "Sign up for our newsletter, every morning.",
        "Subscribe to the Harbour Letter",
        "Have a tip? Write to the desk.",
        "Got a story? Tell us.",
        "© 2024 Harbour Gazette",
        "All rights reserved.",
        "Reporting by Ada Moor; editing by Ben Lock",
        "(Additional reporting by Ben Lock)",
        "Filed under: Bridges",
        "To continue reading, log in.",
    ],
)
def test_calls_to_the_reader_are_left_out_at_the_end(line: str) -> None:
    assert kept(*BODY, line) == list(BODY)


@pytest.mark.parametrize(
    "line",
    [
        "Follow-up checks of the bridge will be made on Thursday.",
        "Officials urged people to sign up for the ferry on the site of the council.",
        "The council asked drivers to follow its notices on Facebook.",
        "Copyright lawyers said the plan of the bridge belonged to the town.",
        "Subscribers of the ferry get their money back.",
        "Related work on the road starts in May.",
        "“Read more,” the mayor told the driver.",
        "Sources: three engineers, none of whom wanted to be named.",
        "Tags on the pillars were cleaned off.",
        "He has a tip for drivers: stay at home.",
    ],
)
def test_news_with_the_words_of_a_call_is_kept(line: str) -> None:
    assert kept(*BODY, line) == [*BODY, line]


def test_news_before_a_call_is_kept() -> None:
    line = "The bridge opens on Friday. Sign up for our newsletter to hear of it."
    assert kept(*BODY, line) == [*BODY, "The bridge opens on Friday."]


def test_links_as_long_as_a_headline_are_left_out() -> None:
    links = ("Ferry is late again, and nobody says why", "The Gazette")
    assert kept(BODY[0], links[0], *BODY[1:], f"- {links[0]}", links[1], links=links) == [
        *BODY,
        links[1],
    ]


def test_links_are_kept_if_there_is_nothing_else() -> None:
    links = tuple(f"The {number} bridges of the harbour town" for number in range(9))
    lines = [BODY[0], *links]
    assert linked_share(lines, links) > 0.5
    assert kept(*lines, links=links) == lines
