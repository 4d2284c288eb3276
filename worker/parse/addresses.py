"""Addresses made absolute, in feeds and pages alike."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urljoin, urlsplit

# Most addresses are like this, and need no taking apart.
_ABSOLUTE: Final = re.compile(r"https?://[\w.-]+/(?:[\w./~%+&=,:;@!-]*[\w/])?", re.ASCII)


def absolute_url(url: object, base: str) -> str | None:
    """Return `url` as an address that can be fetched, or None where it is none."""
    url = url.strip() if isinstance(url, str) else ""
    if _ABSOLUTE.fullmatch(url):
        return url
    if not url:
        return None
    try:
        joined = urljoin(base, url)
        parts = urlsplit(joined)
    except ValueError:
        return None
    return joined if parts.scheme in {"http", "https"} and parts.netloc else None
