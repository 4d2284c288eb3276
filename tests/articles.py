"""Made-up articles for tests: each has claims, and no two are alike."""


def article(number: int) -> dict[str, str]:
    """Return a pushed document with two attributed claims and one of the narrator."""
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


NEWS = (
    "A crane came down on the quay of Brenn on Monday and two barges were holed.",
    "The school of Ostby takes forty pupils more, its head Lena Falk told parents.",
    "Herring prices fell at the auction of Kalvik after a week of calm weather.",
    "Workers of the rope factory in Munda voted for a strike over night shifts.",
    "The bridge at Torp is closed until spring, the road office of Lier announced.",
    "A choir from Sand won the prize of the province with songs about winter.",
    "The council of Hamra sold the old bathhouse to a baker named Olle Viik.",
)
"""Texts of unrelated stories."""
