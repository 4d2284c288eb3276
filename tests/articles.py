"""Articles for tests, in words of our own: each has claims, none is like another."""


def article(number: int) -> dict[str, str]:
    """Return a pushed document with two attributed claims and one of the article's own."""
    return {
        "id": f"test/{number}",
        "title": f"Bridge {number} closed after flood",
        "published": "2025-03-14",
        "text": (
            f"Bridge {number} closed after flood\n\n"
            f"The bridge over the river at mile {number + 3} was closed on Thursday.\n\n"
            f'"We counted {number + 20} damaged houses," Mayor Ada Brenner told reporters.\n\n'
            "The water authority said at least two people were injured. It denied that the dam "
            "had failed.\n"
        ),
    }
