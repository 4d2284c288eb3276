"""The words of a piece of HTML: paragraphs parted by blank lines, scripts and tags gone."""

from __future__ import annotations

import re
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
_MARKUP: Final = re.compile(r"</?[a-zA-Z!][^<>]*>|&#?\w+;")
_BLANK_LINES: Final = re.compile(r"\n\s*\n")
# XML cannot hold them, and no reader sees them.
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]+")


def has_markup(text: str) -> bool:
    """Whether a text holds tags or entities and so must be read as HTML."""
    return _MARKUP.search(text) is not None


def without_controls(text: str) -> str:
    """Return `text` without the control characters that XML cannot hold."""
    return _CONTROLS.sub("", text)


def html_to_text(markup: str) -> str:
    """Return the words of `markup`, its blocks as paragraphs, its breaks as lines.

    Text without any markup keeps the paragraphs that its blank lines make.
    """
    if not has_markup(markup):
        return _paragraphs(without_controls(markup))
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    body = without_controls(markup).encode("utf-8", "replace")
    root = etree.fromstring(b"<div>" + body + b"</div>", parser) if body.strip() else None
    return "" if root is None else _paragraphs(_words(root), keep_lines=True)


def html_to_line(markup: str) -> str:
    """Return the words of `markup` as one line: a title, a name."""
    return " ".join(html_to_text(markup).split())


def plain_to_text(text: str) -> str:
    """Return a text that is no HTML, its blank lines between its paragraphs."""
    return _paragraphs(without_controls(text), keep_lines=True)


def _words(root: etree._Element) -> str:
    """All words below `root` in order; a stack and no recursion, for documents nested deep."""
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
    """The words of a text node, with an empty one where it begins or ends with white space."""
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
