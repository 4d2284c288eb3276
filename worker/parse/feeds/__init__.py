"""Feeds: their formats (`formats.FORMATS`), their entries, lists of them, and where they are.

`reader.read_feed` reads a body of any format. RSS, RDF and Atom are `syndication`, which drives
feedparser: `raw` starts its parsers (`parsers`) with other handlers (`handlers`), `entry` and
`wishes` read what these kept.
"""
