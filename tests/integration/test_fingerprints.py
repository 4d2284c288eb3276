"""Who has the fingerprints of texts, on both databases."""

from sqlalchemy import Engine

from db.lookup.fingerprints import postings
from db.models.copies import SPAN
from db.persist.fingerprints import publish, withdraw
from db.session import reading, writing
from worker.records import Fingerprinted

DAY = 24 * 3600
BORDER = 6_000 * SPAN
"""A second with which a span begins."""


def _held(engine: Engine, *texts: Fingerprinted) -> dict[int, dict[int, list[tuple[int, int]]]]:
    """Return for each text who else has its fingerprints, by the fingerprint."""
    with reading(engine) as connection:
        return {
            text.revision_id: {
                one: sorted(event for event in held[one] if event[1] != text.revision_id)
                for one in text.hashes
                if one in held
            }
            for text, held in postings(connection, texts, seconds=DAY)
        }


def test_texts_that_are_asked_for_together_are_found_once_by_one_another(engine: Engine) -> None:
    """Also where a span ends between them, so that the database is asked twice."""
    texts = [
        Fingerprinted(1, BORDER - 10, (7, 8)),
        Fingerprinted(2, BORDER + 10, (7, 9)),
        Fingerprinted(3, BORDER + 20, (7, 9)),
    ]
    with writing(engine) as connection:
        publish(connection, texts)
    first, second, third = ((text.second, text.revision_id) for text in texts)
    held = _held(engine, *texts)
    assert held[1] == {7: [second, third]}
    assert held[2] == {7: [first, third], 9: [third]}
    assert held[3] == {7: [first, second], 9: [second]}
    assert held == {key: value for text in texts for key, value in _held(engine, text).items()}


def test_a_text_is_found_in_the_time_about_it_and_no_longer_when_taken_back(
    engine: Engine,
) -> None:
    near, far = Fingerprinted(1, BORDER, (-7, 8)), Fingerprinted(2, BORDER + 2 * DAY, (-7, 8))
    asked = Fingerprinted(3, BORDER + DAY // 2, (-7, 8, 9))
    with writing(engine) as connection:
        publish(connection, [near, far, asked])
        publish(connection, [near])
    event = (near.second, near.revision_id)
    assert _held(engine, asked) == {3: {-7: [event], 8: [event]}}
    with writing(engine) as connection:
        withdraw(connection, [(near, [-7, 9]), (far, [8])])
    assert _held(engine, asked) == {3: {8: [event]}}
    assert _held(engine, far) == {2: {}}
