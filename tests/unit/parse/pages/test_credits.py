"""Which agency a story is credited to, and which names are not a credit."""

import pytest

from worker.parse.pages.credits import agency_in, credit_of, is_credit

FIRST = "The harbour bridge was closed on Monday after a lorry struck its eastern pillar."
BODY = (FIRST, "Engineers said the damage was slight.", "Nobody was hurt.")


def credit(*lines: str, **facts: str) -> str | None:
    """The credit of an article with these lines."""
    given = {"byline": None, "source": None, "site": "Harbour Gazette", **facts}
    return credit_of(lines, **given)


@pytest.mark.parametrize(
    ("byline", "agency"),
    [
        ("Reuters", "Reuters"),
        ("The Associated Press", "AP"),
        ("By The Associated Press", "AP"),
        ("Agence France-Presse", "AFP"),
        ("AFP News Agency", "AFP"),
        ("Reuters Staff", "Reuters"),
        ("Ada Moor, AP National Political Writer", "AP"),
        ("Ada Moor and Ben Lock Associated Press", "AP"),
        ("ADA MOOR AP", "AP"),
        ("Ada Moor / dpa", "dpa"),
        ("Ada Moor with AFP", "AFP"),
        ("Press Trust of India", "PTI"),
        ("Yonhap", "Yonhap"),
        ("Michael Bloomberg", None),
        ("Ada Moor", None),
        ("Apollo Reuterson", None),
        ("App Staff", None),
        ("", None),
    ],
)
def test_the_credit_is_read_from_the_byline(byline: str, agency: str | None) -> None:
    assert agency_in(byline) == agency
    assert credit(*BODY, byline=byline) == agency


@pytest.mark.parametrize(
    ("first", "agency"),
    [
        (f"PORT ARLEN (AP) — {FIRST}", "AP"),
        (f"PORT ARLEN, Feb. 5 (Xinhua) -- {FIRST}", "Xinhua"),
        (f"PORT ARLEN (Reuters) - {FIRST}", "Reuters"),
        (f"(Reuters) - {FIRST}", "Reuters"),
        (f"PORT ARLEN (CNN) — {FIRST}", None),
        (f"PORT ARLEN — {FIRST}", None),
        (f"The firm (AP) is one of many. {FIRST}", None),
    ],
)
def test_the_credit_is_read_from_the_dateline(first: str, agency: str | None) -> None:
    assert credit(first, *BODY) == agency
    assert credit("Bridge closed", first, *BODY) == agency


@pytest.mark.parametrize(
    ("last", "agency"),
    [
        ("— AFP", "AFP"),
        ("AFP/Reuters", "AFP"),
        ("(Reuters)", "Reuters"),
        ("© 2024 AFP", "AFP"),
        ("Source: The Associated Press", "AP"),
        ("SOURCE:DPA", "dpa"),
        ("SOURCE: Harbour Council", "Harbour Council"),
        ("Source: Harbour Gazette", None),
        ("With inputs from PTI", "PTI"),
        ("(With additional reporting by Reuters)", "Reuters"),
        ("With files from The Canadian Press", "Canadian Press"),
        ("Nobody was hurt. — AFP", "AFP"),
        ("Nobody was hurt. (AP)", "AP"),
        ("He told AFP that nobody was hurt.", None),
        ("That is what was told to Reuters.", None),
        ("The firm was bought by Bloomberg", None),
        ("Follow us for more - AP courses", None),
    ],
)
def test_the_credit_is_read_from_the_last_line(last: str, agency: str | None) -> None:
    assert credit(*BODY, last) == agency


def test_a_declared_credit_comes_first() -> None:
    assert credit(f"PORT ARLEN (AP) — {FIRST}", source="Agence France-Presse") == "AFP"
    assert credit(*BODY, source="Harbour Council") == "Harbour Council"


@pytest.mark.parametrize("source", ["Harbour Gazette", "HarbourGazette", "Harbour Gazette News"])
def test_a_page_that_names_its_publisher_has_no_credit(source: str) -> None:
    assert credit(*BODY, source=source) is None


@pytest.mark.parametrize("line", ["— AFP", "(Reuters)", "Source: AP", "AFP / Reuters"])
def test_credit_lines_are_recognised(line: str) -> None:
    assert is_credit(line)


@pytest.mark.parametrize("line", ["", "AP said no.", "Reuters Street was closed", "Ada Moor, AFP"])
def test_lines_with_more_than_a_credit_are_kept(line: str) -> None:
    assert not is_credit(line)


def test_an_article_without_lines_has_no_credit() -> None:
    assert credit() is None
