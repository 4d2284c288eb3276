"""The origin of a story: the earliest article, the agency, the credits."""

from worker.link.origins import Credit, StoryMember, origin_of


def _teller(
    article: str,
    publisher: str | None = None,
    credit: str | None = None,
    text: str = "",
    **more: str,
) -> StoryMember:
    return StoryMember(article, publisher, credit, more.get("byline"), text)


def test_the_first_member_is_the_earliest_and_most_credits_name_the_agency() -> None:
    origin = origin_of(
        [
            _teller("a1", "reuters.com"),
            _teller("a2", "paper.example", "Reuters"),
            _teller("a3", "news.example", "AFP"),
            _teller("a4", "daily.example", "The Associated Press", byline="Reuters Staff"),
        ]
    )
    assert origin.earliest == "a1"
    assert origin.agency == "Reuters"
    assert origin.credits == (
        Credit("a2", "Reuters", "a1"),
        Credit("a3", "AFP", None),
        Credit("a4", "AP", None),
        Credit("a4", "Reuters", "a1"),
    )


def test_the_outlet_that_was_first_is_credited_by_its_name() -> None:
    text = "The mayor took the money, as first reported by the Harbour Post. He denies it."
    origin = origin_of(
        [_teller("a1", "harbourpost.example"), _teller("a2", "coast.example", text=text)]
    )
    assert origin.credits == (Credit("a2", "Harbour Post", "a1"),)
    assert origin.agency is None, "a paper is no agency"


def test_no_article_credits_itself() -> None:
    origin = origin_of(
        [
            _teller("a1", "apnews.com", "AP"),
            _teller("a2", "reuters.com", byline="Reuters"),
            _teller("a3", "thecoast.example", text="This was originally published by The Coast."),
        ]
    )
    assert origin.credits == ()


def test_a_member_without_address_or_credit_adds_nothing() -> None:
    assert origin_of([_teller("a1")]) == ("a1", None, ())


def test_two_texts_of_one_article_credit_once() -> None:
    origin = origin_of([_teller("a1", credit="dpa"), _teller("a1", credit="dpa")])
    assert origin.credits == (Credit("a1", "dpa", None),)
