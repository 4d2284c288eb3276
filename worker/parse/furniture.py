"""What a line of an article is when it is no news: a date, a byline, a credit, a notice.

Such lines are in no section, so no claim is read from them. Every pattern is bounded in length,
so that no text, however long, takes more than linear time.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

MONTHS: Final = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_MONTH: Final = (
    r"(?P<month>jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?|july?|"
    r"aug(?:ust|\.)?|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
_WEEKDAY: Final = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|sat|sun)"
_CLOCK: Final = (
    r"\d{1,2}\s?[:.]\s?\d{2}(?:\s?:\s?\d{2})?\s*(?:[ap]\.?\s?m\.?)?\s*(?:[a-z]{2,4}|[+-]\d{4})?"
)
_LEAD: Final = (
    rf"(?:(?:(?:first|last)\s+)?(?:posted|published|updated|modified|created)\s*:?\s+)?"
    rf"(?:{_CLOCK},?\s+)?(?:on\s+)?(?:{_WEEKDAY}\.?,?\s+)?"
)
_TAIL: Final = (
    rf"(?:[\s,@|\u2013—-]*(?:(?:last\s+)?(?:updated|modified|published)\s*:?\s*)?"
    rf"(?:at\s+)?{_CLOCK})?\.?"
)
_DAYS: Final = (
    rf"{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})",
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH},?\s+(?P<year>\d{{4}})",
    r"(?P<year>\d{4})-(?P<number>\d{2})-(?P<day>\d{2})",
    r"(?P<number>\d{1,2})\s?/\s?(?P<day>\d{1,2})\s?/\s?(?P<year>\d{4})",
)
_DATE_LINES: Final = tuple(
    re.compile(rf"{_LEAD}{day}{_TAIL}", re.IGNORECASE | re.ASCII) for day in _DAYS
)
_SHORTEST_DATE: Final = len("1/2/2024")
# Characters of a line with a date, a weekday, a time and a zone.
_LONGEST_DATE: Final = 80
_TWELVE: Final = 12

_NOTICES: Final = re.compile(
    r"(?:source|contact|contacts|media contact|more information|follow us|tags|topics|filed under|"
    r"related|share this|email|e-mail|tel|phone|fax)\s*:.{1,200}"
    r"|(?:read|see|click|find)\s+(?:more|or share|here|the (?:full|rest))\b.{0,200}"
    r"|(?:advertisement|share|print|comments?|read more|log in|subscribe)[.!:]?"
    r"|(?:find|follow|join)\s.{1,60}\son\s(?:twitter|facebook|instagram|x)\b.{0,200}"
    r"|(?-i:(?:Most (?:Popular|Read|Viewed)|MOST (?:POPULAR|READ|VIEWED))(?: [Ii]n\b.{0,2000})?)"
    r"|now playing\b.{0,60}"
    r"|if you liked? this (?:article|story)\b.{0,100}"
    r"|(?-i:.{0,200}\bSign [Uu]p|Sign [Uu]p\b.{0,100})"
    rf"|(?:last\s+)?updated\s*:?\s*(?:on\s|at\s)?(?:{_WEEKDAY}\b|{_MONTH}\b|\d).{{0,40}}"
    r"|(?:©|\(c\)|copyright)\s.{0,200}"
    r"|.{0,120}\ball rights reserved\.?"
    r"|(?:published|posted|created)\s*:.{1,60}"
    r"|\(?(?:reporting|writing|additional reporting|editing)\s+by\s.{1,300}"
    r"|(?:https?://|www\.)\S+"
    r"|\S{1,64}@\S{1,190}\.\w{1,24}"
    r"|[+(]?\d[\d\s().+/-]{6,24}"
    r"|(?:abstract|full text|letters|opinion)\.?",
    re.IGNORECASE,
)
_SHORTEST_LABEL: Final = len("BY:")
_LABEL: Final = re.compile(r"[A-Z][A-Z0-9:. '\u2019&-]{1,30}:")
_BYLINE: Final = re.compile(r"by\s+\S.{1,120}", re.IGNORECASE)
_BYLINE_SMALL: Final = frozenset(
    {"and", "of", "the", "for", "in", "with", "de", "van", "von", "der", "la", "le", "bin", "al"}
)
_CREDIT: Final = re.compile(
    r"(?:^|\s+|(?<=[.!?\"”\u2019)]))[\[(/|]?\s?"
    r"(?:(?:file\s)?(?:photo|image|picture|photograph|source|credit|illustration|video|graphic)s?"
    r"(?:\scredit|\sby|\scourtesy(?:\sof)?)?\s?:\s?"
    r"|(?:file\s)?(?:photo|image|picture|photograph|video)s?\s(?:by|courtesy(?:\sof)?)\s)"
    r"[^\s].{0,70}$"
    r"|\s[\[(][A-Z][\w .'\u2019-]{1,40}\s?/\s?[A-Z][\w .'\u2019/-]{1,50}[\])]\.?$",
    re.IGNORECASE,
)
_IN_BRACKETS: Final = re.compile(
    r"\[[^\[\]]{1,200}\]|"
    r"\((?:[^()/]{1,40}/[^()]{1,40}|[^()]{1,40} via [^()]{1,30})\)(?: ?\([^()]{1,40}\))?\.?"
)
_OPENING_CREDIT: Final = re.compile(
    r"(?:\d{1,3} of \d{1,3}\.|FILE"
    r"|(?:AFP|AP|Alamy|EPA|Getty(?: Images)?|Instagram|PA|Reuters|Rex(?: Features)?)"
    r"\s?[:\u2013-]\s?(?:AFP|Associated Press|Contributor|Getty(?: Images)?|Reuters|Rex Features"
    r"|Press Association))\s(?:[\u2013-]{1,2}\s)?(?=[A-Z])"
)
_SHORTEST_CREDIT: Final = len("photo:A")
# Characters at the end of a line in which a photographer's credit is looked for.
_LONGEST_CREDIT: Final = 120

_SHORTEST_DATELINE: Final = len("A - B")
_KICKER: Final = re.compile(
    r"(?:UPDATED?|BREAKING|ORIGINAL|DEVELOPING|EXCLUSIVE)(?:[A-Z0-9:. ]{0,30}[A-Z0-9])?:\s+(?=\S)"
)
_PLACE_WORD: Final = r"[^\W\d_][\w.'\u2019-]{0,24}"
_AGENCY: Final = r"\((?P<agency>[A-Z][\w ./&'\u2019-]{1,30})\)"
_DATELINE: Final = re.compile(
    rf"(?P<place>{_PLACE_WORD}(?:,?[ ]{_PLACE_WORD}){{0,5}}?)"
    r"(?P<day>,?[ ](?:on[ ])?(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
    r"[ ]\d{1,2}(?:,?[ ]\d{4})?)?"
    rf"(?:,?[ ]{{1,2}}{_AGENCY})?[ ]?(?P<dash>--?|\u2013|—|:|\.[ ]/[A-Z]{{2,12}}/\.)"
    r"[ ]+(?=[\"“\u2018'«]?\S)"
)


def read_date(line: str) -> date | None:
    """Return the day of a line that is a date and nothing else, or None.

    `09/10/2010` is read with the month first, unless that is no month.
    """
    if not _SHORTEST_DATE <= len(line) <= _LONGEST_DATE:
        return None
    for pattern in _DATE_LINES:
        found = pattern.fullmatch(line)
        if found is not None:
            return _day_of(found.groupdict())
    return None


def _day_of(parts: dict[str, str | None]) -> date | None:
    year, day = int(parts["year"] or 0), int(parts["day"] or 0)
    word = parts.get("month")
    if word is None:
        month = int(parts["number"] or 0)
        if month > _TWELVE:
            month, day = day, month
    else:
        month = 1 + [name[:3] for name in MONTHS].index(word[:3].lower())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def is_furniture(line: str) -> bool:
    """Return whether the whole line is a date, a byline, a label, a notice or a credit."""
    return len(line) >= _SHORTEST_LABEL and bool(
        read_date(line) is not None
        or is_byline(line)
        or _LABEL.fullmatch(line)
        or _NOTICES.fullmatch(line)
        or _IN_BRACKETS.fullmatch(line)
        or credit_start(line) == 0
    )


def is_byline(line: str) -> bool:
    """Return whether the whole line names authors: "By Ada Moor and Ben Lock"."""
    if _BYLINE.fullmatch(line) is None or line.endswith((".", "!", "?", ":")):
        return False
    names = [word.strip(",|;") for word in line.split()[1:]]
    return all(not word[:1].islower() or word in _BYLINE_SMALL for word in names)


def credit_start(line: str) -> int | None:
    """Return where the photographer's credit at the end of a line begins, or None."""
    if len(line) < _SHORTEST_CREDIT:
        return None
    found = _CREDIT.search(line, max(0, len(line) - _LONGEST_CREDIT))
    return None if found is None else found.start()


def opening_credit_end(line: str) -> int:
    """Return the length of the credit or counter that opens a caption (0: none).

    `1 of 3. A view`, `FILE - In this photo` and `Getty - Contributor Ann Hale` open with one.
    """
    found = _OPENING_CREDIT.match(line)
    return 0 if found is None else found.end()


def dateline_end(line: str) -> tuple[int, str | None]:
    """Return the length of the dateline that opens a paragraph (0: none), and its agency.

    `DALLAS (AP) — `, `Taipei, Taiwan — `, `Lonoke, Ark. - ` and `BEIJING, Jan. 13 (Xinhua) -- `
    are datelines. A bare place needs capitals, a comma or a long dash, and a capital after it,
    since "Ministers - who met on Monday -" opens in the same way. "UPDATE 5 PM: " counts as one.
    """
    if len(line) < _SHORTEST_DATELINE:
        return 0, None
    kicker = _KICKER.match(line)
    if kicker is not None:
        return kicker.end(), None
    found = _DATELINE.match(line)
    if found is None:
        return 0, None
    place, agency = found["place"], found["agency"]
    if agency or found["day"]:
        known = _is_name(place)
    elif found["dash"] == ":":
        known = False
    else:
        after = line[found.end() :].lstrip("\"“\u2018'«")
        marked = place.isupper() or "," in place or found["dash"] in ("—", "--")
        known = _is_name(place) and marked and not after[:1].islower()
    return (found.end(), agency) if known else (0, None)


def _is_name(place: str) -> bool:
    return all(word[:1].isupper() or word in _BYLINE_SMALL for word in place.split())
