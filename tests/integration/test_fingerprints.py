"""Looking up the texts that share fingerprints, on both databases."""

from sqlalchemy import Engine

from db.lookup.fingerprints import postings
from db.models.copies import SPAN
from db.persist.fingerprints import publish, withdraw
from db.session import reading, writing
from worker.records import Fingerprinted

DAY = 24 * 3600
BORDER = 6_000 * SPAN
"""A second at the start of a span."""


def _found(engine: Engine, *texts: Fingerprinted) -> dict[int, dict[int, list[tuple[int, int]]]]:
    """Return, for each text, the other texts with its fingerprints, by fingerprint."""
    with reading(engine) as connection:
        return {
            text.revision_id: {
                one: sorted(event for event in found[one] if event[1] != text.revision_id)
                for one in text.hashes
                if one in found
            }
            for text, found in postings(connection, texts, seconds=DAY)
        }


def test_texts_looked_up_together_find_one_another_once(engine: Engine) -> None:
    """Also across the end of a span, so that the database is queried twice."""
    texts = [
        Fingerprinted(1, BORDER - 10, (7, 8)),
        Fingerprinted(2, BORDER + 10, (7, 9)),
        Fingerprinted(3, BORDER + 20, (7, 9)),
    ]
    with writing(engine) as connection:
        publish(connection, texts)
    first, second, third = ((text.second, text.revision_id) for text in texts)
    found = _found(engine, *texts)
    assert found[1] == {7: [second, third]}
    assert found[2] == {7: [first, third], 9: [third]}
    assert found[3] == {7: [first, second], 9: [second]}
    assert found == {key: value for text in texts for key, value in _found(engine, text).items()}


def test_a_text_is_found_within_the_window_until_its_fingerprints_are_withdrawn(
    engine: Engine,
) -> None:
    near, far = Fingerprinted(1, BORDER, (-7, 8)), Fingerprinted(2, BORDER + 2 * DAY, (-7, 8))
    asked = Fingerprinted(3, BORDER + DAY // 2, (-7, 8, 9))
    with writing(engine) as connection:
        publish(connection, [near, far, asked])
        publish(connection, [near])
    event = (near.second, near.revision_id)
    assert _found(engine, asked) == {3: {-7: [event], 8: [event]}}
    with writing(engine) as connection:
        withdraw(connection, [(near, [-7, 9]), (far, [8])])
    assert _found(engine, asked) == {3: {8: [event]}}
    assert _found(engine, far) == {2: {}}
