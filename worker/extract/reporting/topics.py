"""Speech of which only the topic is told: "criticized the plan", "apologized for the delay".

The article says that somebody spoke and about what, but not what was said: no claim is handed on,
so that these are rows of attribution only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.records import Frame, Range
from worker.extract.reporting.content.boundaries import limit
from worker.extract.reporting.content.position import trimmed
from worker.extract.trace import rejected, topic_made
from worker.extract.tree.phrases import joint, mention, subject, verb_group
from worker.extract.words import table, words

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from worker.extract.records import Parsed, Token

_OBJECTS: Final = words("other_cues", "topics", "objects")
_INFINITIVES: Final = words("other_cues", "topics", "infinitives")
_PREPOSITIONS: Final[dict[str, list[str]]] = table("other_cues")["topics"]["prepositions"]
_VERBS: Final = _OBJECTS | _INFINITIVES | set(_PREPOSITIONS)


def topics(parsed: Parsed, told: Container[int]) -> Iterator[Frame]:
    """The frames of a paragraph that name a topic, but none at a token of `told`."""
    for sentence in parsed.sentences:
        for verb in parsed.tokens[sentence.start : sentence.end]:
            if verb.pos != "VERB" or verb.lemma not in _VERBS or verb.i in told or verb.quoted:
                continue
            frame = _topic(parsed, sentence, verb)
            if frame is not None:
                topic_made(_topic, parsed, frame)
                yield frame


def _topic(parsed: Parsed, sentence: Range, verb: Token) -> Frame | None:
    own = subject(verb)
    start = _start(verb)
    if own is None or _is_passive(verb):
        rejected(verb, "nobody is named who speaks of something")
        return None
    if start is None or own.i > start:
        rejected(verb, "no topic behind it that is spoken of")
        return None
    end = min(limit(parsed, sentence, verb, start), max(verb.right, start + 1))
    content = trimmed(parsed, Range(start, end), leading=False)
    if content is None:
        return None
    return Frame(
        stance="about", anchor=verb.i, cue=verb_group(verb), sources=joint(own), content=(content,)
    )


def _is_passive(verb: Token) -> bool:
    """Whether the subject is what is spoken of."""
    bare = verb.child("aux") is None and verb.dep in {"acl", "advcl", "amod"}
    return verb.child("auxpass") is not None or (verb.tag == "VBN" and bare)


def _start(verb: Token) -> int | None:
    """Where the topic begins: an object, what a preposition takes, or an infinitive."""
    target = verb.child("dobj")
    if target is not None and verb.lemma in _OBJECTS and target.i > verb.i:
        return min(mention(target).start, target.left)
    for prep in verb.children:
        if prep.i > verb.i and prep.lower in _PREPOSITIONS.get(verb.lemma, ()):
            inner = prep.child("pobj", "pcomp")
            return inner.left if inner is not None else None
    act = verb.child("xcomp")
    if act is not None and verb.lemma in _INFINITIVES and act.i > verb.i:
        return act.left
    return None
