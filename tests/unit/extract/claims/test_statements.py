"""The sentence of a claim, from its evidence."""

from worker.extract.claims.statements import statement
from worker.extract.records import Paragraph, Parsed, Range, Token
from worker.records import Link, Span


def _parsed(text: str) -> Parsed:
    tokens = []
    end = 0
    for i, word in enumerate(text.split(" ")):
        start = end + 1 if i else 0
        end = start + len(word)
        tokens.append(Token(i, word, word.lower(), word, "NN", "NOUN", "dep", "", start, end))
    return Parsed(Paragraph("body", 0, text), tuple(tokens), (Range(0, len(tokens)),))


def test_parts_are_in_the_order_of_the_text() -> None:
    parsed = _parsed("It rained , Lind said , in Oslo")
    assert statement(parsed, (Span(24, 31), Span(0, 9)), ()) == "It rained in Oslo."


def test_i_is_replaced_by_the_speakers_name() -> None:
    chain = (Link(0, 0, "speaker", "Ana Lind"),)
    assert (
        statement(_parsed("my dog saw me"), (Span(0, 13),), chain)
        == "Ana Lind's dog saw Ana Lind."
    )


def test_a_word_cut_by_the_span_is_left_out() -> None:
    assert statement(_parsed("it rained here"), (Span(0, 12),), ()) == "It rained."


def test_a_long_paragraph_does_not_slow_down_its_statements() -> None:
    parsed = _parsed("it rained " * 20_000)
    spans = (Span(start, start + 9) for start in range(0, 200_000, 10))
    assert {statement(parsed, (span,), ()) for span in spans} == {"It rained."}
