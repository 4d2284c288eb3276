"""What is refused as not an article, with the reason, and articles that look similar."""

import json

import pytest

from worker.errors import RejectedError
from worker.parse.pages.page import read_page

URL = "https://gazette.example/world/ferry"
NEWS = (
    "The ferry to Port Arlen was taken out of service on Monday, the harbour office said.",
    "About 300 passengers had to wait until the evening for a bus, and some slept in the hall.",
    "“We are sorry for the delay,” the master of the ship told reporters on the quay.",
    "The crack was found by a diver, who had been looking for a lost anchor.",
    "A second ship is to take over on Thursday, and the fares of Monday will be paid back.",
)
SHORT = "".join(f"<p>{words}</p>" for words in NEWS)


def page(title: str, body: str, *, head: str = "", heading: str = "") -> bytes:
    """The bytes of a page with a navigation around its body."""
    above = f"<h1>{heading}</h1>" if heading else ""
    return (
        f"<!DOCTYPE html><html lang=en><head><title>{title}</title>{head}</head><body>"
        f"<nav><a href='/'>Home</a></nav><main>{above}{body}</main></body></html>"
    ).encode()


def told(words: str) -> str:
    """Words as a paragraph of a page."""
    return f"<p>{words}</p>"


@pytest.mark.parametrize(
    ("title", "body", "reason"),
    [
        ("404", told("Nothing is here."), "an error page"),
        ("Page not found | Gazette", told("Go back to the front page. " * 9), "an error page"),
        ("Gazette - 404 Not Found", "", "an error page"),
        ("Gazette", told("Sorry, we couldn't find the page. " * 6), "an error page"),
        ("Gazette", told("This article is no longer available. " * 4), "an error page"),
        ("503 Service Unavailable", told("No server is available."), "an error page"),
        (
            "Gazette",
            told("This content is not available in your country or region. " * 3),
            "error",
        ),
        ("Just a moment...", told("Ray ID 8f1"), "keeps out programs"),
        ("Attention Required! | Cloudflare", told("Ray ID 8f1"), "keeps out programs"),
        ("gazette.example", told("Verify you are human by completing this. " * 4), "keeps out"),
        ("Gazette", told("We saw unusual traffic from your network. " * 4), "keeps out"),
        ("Are you a robot?", told("Press the button below. " * 8), "keeps out"),
        ("Gazette", told("You need to enable JavaScript to run this app."), "without scripts"),
        ("Gazette", "<noscript>Please enable JavaScript.</noscript><div id=app></div>", "scripts"),
        ("Before you continue to YouTube", told("Choose what you like. " * 9), "for consent"),
        ("Gazette", told("We value your privacy. ") + told("Accept all cookies, or not. " * 6), 0),
        ("Cookie settings - Gazette", told("Choose what you like. " * 9), "for consent"),
        (
            "Gazette",
            told("We and our 814 partners store and/or access information on a device. " * 20)
            + told("We value your privacy, and rely on legitimate interest for this. " * 20),
            "for consent",
        ),
        ("Subscribe to read | Gazette", told("For a month at half the price. " * 9), "a paywall"),
        ("Ferry", told(NEWS[0]) + told("To continue reading, subscribe today."), "a paywall"),
        ("Ferry", told(NEWS[0] + " Already a subscriber? Here is the way in."), "a paywall"),
        ("Ferry", told("Cet article est réservé aux abonnés. " * 4), "a paywall"),
        ("Log in - Gazette", told("Your name and your password, please. " * 6), "to log in"),
        (
            "Gazette",
            told("Sign in to continue. " * 4) + told("Forgot your password? " * 4),
            "log in",
        ),
        ("Search results for: ferry", told("Try other words, or fewer of them. " * 6), "a search"),
        ("Gazette", told("No results found for ferry. " * 6), "a search"),
        ("Gazette", told("Hello."), "too few"),
    ],
)
def test_walls_and_error_pages_are_refused_with_a_reason(
    title: str, body: str, reason: str | int
) -> None:
    with pytest.raises(RejectedError, match=str(reason) if reason else "for consent"):
        read_page(page(title, body), url=URL)


@pytest.mark.parametrize(
    "title",
    [
        "Page not found: how the council lost its archive",
        "404 ways to cook a herring",
        "Not found after nine days: the search for the ferry goes on",
        "Access denied: why reporters were kept from the hearing",
        "Blocked roads after the storm",
        "Forbidden city gets a new roof",
        "Just a moment with the master of the ferry",
        "Are you a robot? A play in three acts opens in Port Arlen",
        "Consent law passes its second reading",
        "Before you continue to smoke, says the minister, look at this",
        "Subscribe to read less: the paper that shrank",
        "Log in the river stops the ferry",
        "Sign in the sky: a comet over Port Arlen",
        "Search results disappoint the family of the missing diver",
        "Nothing found at the bottom of the harbour",
        "Register of voters was wrong, court says",
        "Service unavailable on the ferry until Thursday",
        "Something went wrong with the harbour's new crane",
        "Please wait for the next ferry, passengers are told",
        "Oops moment costs the goalkeeper his place",
        "Error 500 years old is found in a map",
    ],
)
def test_short_news_with_the_title_of_a_wall_is_an_article(title: str) -> None:
    found = read_page(page(f"{title} | Gazette", SHORT, heading=title), url=URL)
    assert found.text == "\n\n".join(NEWS)
    assert found.title == title


@pytest.mark.parametrize(
    "words",
    [
        "The site had told its readers that the page you are looking for had moved for good.",
        "“Verify you are human,” the machine asked the mayor, who could not.",
        "The regulator fined the firm over a button that said “accept all cookies” and no other.",
        "The paper asked its readers to subscribe to continue reading its coverage of the port.",
        "The office said that JavaScript is required for the new timetable, which few had known.",
        "Readers who wrote “please log in to” in the form were sent away by mistake.",
        "A search for the name gave “no results found for Arlen”, the witness said.",
        "The code was built to make sure you're not a robot before it let anybody buy a ticket.",
    ],
)
def test_news_with_the_words_of_a_wall_is_an_article(words: str) -> None:
    found = read_page(page("Ferry is out of service", SHORT + told(words)), url=URL)
    assert words in found.text


def test_the_lead_before_a_paywall_is_read() -> None:
    body = SHORT + told("Already a subscriber? Log in.") + told("To continue reading, subscribe.")
    found = read_page(page("Ferry is out of service", body), url=URL)
    assert found.text == "\n\n".join(NEWS)


def test_long_article_about_cookies_is_an_article() -> None:
    body = "".join(
        told(f"“We value your privacy” is what {i} sites say above “accept all cookies”. {words}")
        for i in range(2, 5)
        for words in NEWS
    )
    assert "4 sites" in read_page(page("The wall", body), url=URL).text


LISTED = "<a href='/{0}'>The {0} things that the council did</a>"
BRIEFLY = "What it did in the {0} hours of its meeting, and who was there, in brief."


@pytest.mark.parametrize(
    "teaser",
    [
        f"<article><h3>{LISTED}</h3><p>{BRIEFLY}</p></article>",
        f"<h2>{LISTED}</h2><p>{BRIEFLY}</p>",
        f"<li>{LISTED}<p>{BRIEFLY}</p></li>",
    ],
)
def test_a_section_page_is_refused(teaser: str) -> None:
    body = "".join(teaser.format(number) for number in range(12))
    with pytest.raises(RejectedError, match="a list of links"):
        read_page(page("World", f"<ul>{body}</ul>"), url="https://gazette.example/world")


def test_an_article_above_teasers_is_an_article() -> None:
    teaser = f"<article><h3>{LISTED}</h3><p>{BRIEFLY}</p></article>"
    body = SHORT + "".join(teaser.format(number) for number in range(12))
    assert read_page(page("Ferry", body), url=URL).text == "\n\n".join(NEWS)


@pytest.mark.parametrize("url", ["https://gazette.example/", "https://gazette.example/en/"])
def test_a_front_page_is_refused(url: str) -> None:
    with pytest.raises(RejectedError, match="the front page of a site"):
        read_page(page("Gazette", SHORT), url=url)


@pytest.mark.parametrize(
    "head",
    [
        "<meta property='og:type' content='article'>",
        "<meta property='article:published_time' content='2024-02-06'>",
        f"<script type='application/ld+json'>{json.dumps({'@type': 'NewsArticle'})}</script>",
    ],
)
def test_a_page_declared_as_an_article_is_not_a_list(head: str) -> None:
    found = read_page(page("Gazette", SHORT, head=head), url="https://gazette.example/")
    assert found.text == "\n\n".join(NEWS)


def test_an_article_with_some_links_is_not_a_list() -> None:
    links = "".join(
        f"<p><a href='/{i}'>What the {i} ferries of the year did</a></p>" for i in range(3)
    )
    assert read_page(page("Ferry", SHORT + links), url=URL).text == "\n\n".join(NEWS)
