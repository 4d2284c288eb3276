"""The words of a piece of HTML: paragraphs parted by blank lines, scripts and tags gone."""

from __future__ import annotations

import re
from html import unescape
from typing import Final

from lxml import etree  # type: ignore[import-untyped]

# What is never shown to a reader, or is shown by other means than words.
# fmt: off
_SILENT: Final = frozenset({
    "script", "style", "template", "noscript", "iframe", "object", "svg", "math", "head", "title",
    "select", "button", "form", "audio", "video", "canvas",
})
_BLOCKS: Final = frozenset({
    "address", "article", "aside", "blockquote", "center", "dd", "details", "dialog", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hr", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table",
    "tbody", "tfoot", "thead", "tr", "ul",
})
# fmt: on
_CELLS: Final = frozenset({"td", "th"})
# What each tag, opening or closing, puts between the words about it; all others put nothing.
_MARKS: Final = {
    **{slash + name: "\n\n" for name in _BLOCKS for slash in ("", "/")},
    **{slash + name: " " for name in _CELLS for slash in ("", "/")},
    "br": "\n",
}
# A tag, its name kept, or a comment; one that does not end goes on to the end of the text.
_TAG: Final = re.compile(
    r"<(/?[a-zA-Z][^\s/<>]*)[^<>]*>|<!--(?:.*?-->|.*)|<[!?][^<>]*>", re.DOTALL
)
# An attribute that contains what looks like a tag, or a tag without an end: for a real parser.
_TANGLED: Final = re.compile(r"=\s?(?:\"[^\"<>]*[<>]|'[^'<>]*[<>])|<[a-zA-Z/][^<>]*(?:<|$)")
# Tags up to which the real parser is used: with more it takes too long.
_MOST_TAGS: Final = 20_000
# Characters of markup that are read of a text, and of a title: no real ones are longer.
_LONGEST: Final = 1_000_000
_LONGEST_LINE: Final = 10_000
_MARKUP: Final = re.compile(r"</?[a-zA-Z!][^<>]*>|&#?\w+;")
_BLANK_LINES: Final = re.compile(r"\n\s*\n")
# XML forbids them, and no reader sees them.
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]+")


def has_markup(text: str) -> bool:
    """Return whether a text has tags or entities and so must be read as HTML."""
    return _MARKUP.search(text) is not None


def without_controls(text: str) -> str:
    """Return `text` without the control characters that XML forbids."""
    return _CONTROLS.sub("", text)


def html_to_text(markup: str) -> str:
    """Return the words of `markup`, its blocks as paragraphs, its breaks as lines.

    Text without any markup keeps the paragraphs that its blank lines make.
    """
    markup = markup[:_LONGEST]
    if not has_markup(markup):
        return _paragraphs(without_controls(markup))
    markup = " ".join(without_controls(markup).split())
    # A tree costs ten times as much and is needed for what is no proper HTML only.
    if markup.count("<") < _MOST_TAGS and _TANGLED.search(markup):
        return _paragraphs(_parsed(markup), keep_lines=True)
    return _paragraphs(unescape(_untagged(markup)), keep_lines=True)


def html_to_line(markup: str) -> str:
    """Return the words of `markup` as one line: a title, a name."""
    markup = markup[:_LONGEST_LINE]
    if "<" not in markup and "&" not in markup:
        return " ".join(without_controls(markup).split())
    return " ".join(html_to_text(markup).split())


def plain_to_text(text: str) -> str:
    """Return a text that is no HTML, its blank lines between its paragraphs."""
    return _paragraphs(without_controls(text[:_LONGEST]), keep_lines=True)


def _untagged(markup: str) -> str:
    """Return the text of `markup` with a mark of white space in the place of its tags."""
    pieces = _TAG.split(markup)
    names = [name.lower() if name else "" for name in pieces[1::2]]
    if _SILENT.isdisjoint(names):
        pieces[1::2] = [_MARKS.get(name, "") for name in names]
        return "".join(pieces)
    parts = [pieces[0]]
    silent, depth = "", 0
    for name, text in zip(names, pieces[2::2], strict=True):
        if silent:
            depth += (name == silent) - (name == f"/{silent}")
            silent = silent if depth else ""
        elif name in _SILENT:
            silent, depth = name, 1
        if not silent:
            parts += (_MARKS.get(name, ""), text)
    return "".join(parts)


def _parsed(markup: str) -> str:
    """Return the text of `markup` as an HTML parser understands it."""
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    root = etree.fromstring(b"<div>" + markup.encode("utf-8", "replace") + b"</div>", parser)
    return "" if root is None else _words(root)


def _words(root: etree._Element) -> str:
    """Return all words below `root` in order, without recursion: documents may be nested deep."""
    parts: list[str] = []
    stack: list[tuple[etree._Element, bool]] = [(root, True)]
    while stack:
        node, opens = stack.pop()
        tag = node.tag if isinstance(node.tag, str) else "script"
        if opens:
            stack.append((node, False))
            parts.append(_mark(tag))
            if tag not in _SILENT:
                if node.text:
                    parts.append(" ".join(_pieces(node.text)))
                if len(node):
                    stack.extend((child, True) for child in reversed(node))
        else:
            parts.append(_mark(tag) if tag != "br" else "")
            if node.tail and node is not root:
                parts.append(" ".join(_pieces(node.tail)))
    return "".join(parts)


def _mark(tag: str) -> str:
    if tag == "br":
        return "\n"
    if tag in _BLOCKS:
        return "\n\n"
    return " " if tag in _CELLS else ""


def _pieces(text: str) -> list[str]:
    """Return the words of a text node, an empty one where it begins or ends with white space."""
    pieces = text.split()
    if not pieces:
        return ["", ""]
    if text[0].isspace():
        pieces.insert(0, "")
    if text[-1].isspace():
        pieces.append("")
    return pieces


def _paragraphs(text: str, *, keep_lines: bool = False) -> str:
    paragraphs = []
    for block in _BLANK_LINES.split(text.replace("\r\n", "\n").replace("\r", "\n")):
        lines = [" ".join(line.split()) for line in block.split("\n")]
        joined = ("\n" if keep_lines else " ").join(line for line in lines if line)
        if joined:
            paragraphs.append(joined)
    return "\n\n".join(paragraphs)
