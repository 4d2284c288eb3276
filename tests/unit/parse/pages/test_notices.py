"""Which words are a notice about the article, and which are news about a notice."""

import pytest

from worker.parse.pages.notices import read_notice

BODY = [
    "The harbour bridge was closed on Monday after a lorry struck its eastern pillar.",
    "Engineers said the damage was slight, and that traffic would be let through by the evening.",
    "Ferries ran every ten minutes instead, and the council paid for the fares.",
    "The bridge was last repaired in the spring, when rust was found under its deck.",
    "Nobody was hurt.",
]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Correction: An earlier version of this article misstated the age of the bridge.", 0),
        ("CORRECTION (Feb. 6, 2024): The headline gave the wrong day.", 0),
        ("Correction, Feb. 6, 2024: This story misspelled the name of the engineer.", 0),
        ("An earlier version of this story said the bridge was in Port Arlen.", 0),
        ("*A previous version of this report misidentified the driver.", 0),
        ("This article was amended on 6 February 2024 to correct the number of lorries.", 0),
        ("This article has been amended. The bridge is 90 years old, not 60.", 0),
        ("(This Feb 6 story has been corrected to fix the name of the firm in paragraph 3)", 0),
        ("This story has been corrected to show that two pillars were struck.", 0),
        ("Editor’s note: Due to an editing error, an earlier version gave the wrong day.", 0),
        ("Editor's Note: The story originally stated 40 lorries. This story was corrected.", 0),
        ("Due to an editing error, a previous version of this article named the wrong firm.", 0),
        ("• The headline of this article was amended on 7 February 2024.", 0),
        ("This article originally said that the bridge was built in 1934. It was 1943.", 0),
        ("(Corrects spelling of name in fourth paragraph)", 0),
        ("[Correction: the first version gave an incorrect figure.]", 0),
        ("This post incorrectly gave the length of the bridge in yards. We regret the error.", 0),
        ("Clarification: This story has been updated to say who owns the bridge.", 1),
        ("This article was updated on 7 February 2024 to clarify who owns the bridge.", 1),
        ("This story has been clarified to reflect that the mayor spoke on Monday.", 1),
        ("Editor’s note: This piece has been amended to clarify the firm’s position.", 1),
        ("UPDATE: The bridge was opened again at 18:00.", 2),
        ("Update, 6:40 p.m.: Traffic flows again.", 2),
        ("Updated: the council has published its report.", 2),
        ("This story has been updated with a statement of the council.", 2),
        ("(Adds details, quotes from engineer)", 2),
        ("Editor’s note: This article has been updated to include the council’s reply.", 2),
        ("This story has been retracted. It was based on a document that was forged.", 3),
        ("RETRACTION: The report below was wrong in its main claim.", 3),
        ("The Harbour Gazette has retracted this article.", 3),
        ("Editors’ note: We have withdrawn this story because its source could not be found.", 3),
        ("Editor's note: This article has been removed at the request of its author.", 3),
    ],
)
@pytest.mark.parametrize("place", ["first", "last"])
def test_notices_are_found_with_their_kind(line: str, kind: int, place: str) -> None:
    lines = [line, *BODY] if place == "first" else [*BODY, line]
    found = read_notice(lines)
    assert found is not None
    assert found.kind == ("correction", "clarification", "update", "retraction")[kind]
    assert found.text == line


@pytest.mark.parametrize(
    "line",
    [
        "The journal has retracted the study after its data could not be found.",
        "The newspaper published a correction on Tuesday, and its editor resigned.",
        "“An earlier version of this article misstated the sum,” the paper wrote on Friday.",
        "Correction officers at the county jail went on strike.",
        "Corrections: the prison service is short of 400 officers.",
        "Correction in share prices: analysts see a fall of ten percent.",
        "A correction of ten percent is what analysts expect for the coming weeks.",
        "Retractions of scientific papers doubled last year, a count shows.",
        "The report was corrected by the ministry after complaints.",
        "The statement was withdrawn within an hour, and the minister apologised.",
        "An earlier version of the bill would have raised the tax at once.",
        "A previous version of the software let anybody read the letters.",
        "An earlier version of the report, seen by two of its authors, named the firm.",
        "Updates to the timetable are shown at every station.",
        "The city updated its plan for the bridge on Monday.",
        "Due to an error in translation, the pilot landed at the wrong airfield.",
        "Editor’s note: The writer lived in Port Arlen for ten years.",
        "Editor’s note: This is the second of three parts.",
        "Note: prices are in pounds.",
        "This article originally appeared in the Harbour Gazette.",
        "This story was originally published by the Harbour Gazette on 3 May.",
        "This story was produced with the help of the Harbour Fund.",
        "See our corrections policy.",
        "This is a developing story and will be updated.",
        "This article will be updated as soon as more is known.",
        "To report a correction, write to the editor.",
        "The editor said this story would not be withdrawn.",
        "Clarification of the rules is expected in May.",
        "This video has been removed.",
    ],
)
@pytest.mark.parametrize("place", ["first", "last"])
def test_news_about_corrections_is_not_a_notice(line: str, place: str) -> None:
    assert read_notice([line, *BODY] if place == "first" else [*BODY, line]) is None


def test_a_notice_in_the_middle_is_about_another_article() -> None:
    line = "Correction: an earlier version of this article was wrong."
    assert read_notice([*BODY, line, *BODY]) is None


def test_a_label_may_be_on_the_line_above() -> None:
    words = "An earlier version of this article gave the wrong day."
    found = read_notice([*BODY, "Correction", words])
    assert found is not None
    assert (found.kind, found.text) == ("correction", f"Correction\n\n{words}")
    assert read_notice([*BODY, "Corrections", "The prison service is short of officers."]) is None


def test_the_most_serious_notice_is_taken() -> None:
    lines = ["UPDATE: It is open again.", *BODY, "This story has been retracted."]
    found = read_notice(lines)
    assert found is not None
    assert found.kind == "retraction"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("CORRECTED-Harbour bridge closed", "correction"),
        ("UPDATE 2-Harbour bridge closed", "update"),
        ("RETRACTED: Harbour bridge closed", "retraction"),
        ("[RETRACTED] Harbour bridge closed", "retraction"),
        ("WITHDRAWN: Harbour bridge closed", "retraction"),
        ("Corrected: what the council got wrong", None),
        ("Correction - how a prison changed its guards", None),
        ("UPDATES FROM THE HARBOUR", None),
        ("Retracted study: what it said", None),
    ],
)
def test_agency_titles_with_a_notice_are_read(title: str, kind: str | None) -> None:
    found = read_notice(BODY, title=title)
    assert (found.kind if found else None) == kind


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("The name of the engineer was misspelled.", "correction"),
        ("This article has been retracted.", "retraction"),
        ("Read our policy.", None),
    ],
)
def test_a_declared_correction_of_a_page_is_read(words: str, kind: str | None) -> None:
    found = read_notice(BODY, listed=[words])
    assert (found.kind if found else None) == kind


def test_an_empty_text_has_no_notice() -> None:
    assert read_notice([]) is None
    assert read_notice(["x" * 100_000, "correction: " * 10_000]) is None
