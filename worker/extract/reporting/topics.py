"""Speech of which the article names only the topic: "criticized the plan", "called for calm".

The article says who spoke and about what, but not what was said. Without a claim to report, these
are rows of attribution only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.records import Frame, Range
from worker.extract.reporting.content.boundaries import content_end
from worker.extract.reporting.content.position import trimmed
from worker.extract.trace import rejected, topic_made
from worker.extract.tree.phrases import conjuncts, mention, subject, verb_group
from worker.extract.words import table, words

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from worker.extract.records import Parsed, Token

_OBJECTS: Final = words("other_cues", "topics", "objects")
_INFINITIVES: Final = words("other_cues", "topics", "infinitives")
_PREPOSITIONS: Final[dict[str, list[str]]] = table("other_cues")["topics"]["prepositions"]
_VERBS: Final = _OBJECTS | _INFINITIVES | set(_PREPOSITIONS)


def topics(parsed: Parsed, reported: Container[int]) -> Iterator[Frame]:
    """Yield the frames of a paragraph that name a topic, but none at a token of `reported`."""
    for sentence in parsed.sentences:
        for verb in parsed.tokens[sentence.start : sentence.end]:
            if verb.pos != "VERB" or verb.lemma not in _VERBS:
                continue
            if verb.i in reported or verb.quoted:
                continue
            frame = _topic(parsed, sentence, verb)
            if frame is not None:
                topic_made(_topic, parsed, frame)
                yield frame


@as_in(
    "Ana Brandt criticized the plan.",
    "Ana Brandt apologized for the delay.",
    "Ana Brandt agreed to close the bridge.",
    no=("The plan was criticized.", "Ana Brandt agreed."),
)
def _topic(parsed: Parsed, sentence: Range, verb: Token) -> Frame | None:
    """Return the frame of a verb of speech with its topic as the content."""
    source = subject(verb)
    start = _topic_start(verb)
    if source is None or _is_passive(verb):
        rejected(verb, "no source is named")
        return None
    if start is None or source.i > start:
        rejected(verb, "no topic after it")
        return None
    end = min(content_end(parsed, sentence, verb, start), max(verb.right, start + 1))
    content = trimmed(parsed, Range(start, end), leading=False)
    if content is None:
        return None
    return Frame(
        stance="about",
        anchor=verb.i,
        cue=verb_group(verb),
        sources=conjuncts(source),
        content=(content,),
    )


@as_in("The plan was criticized.", no=("Ana Brandt criticized the plan.",))
def _is_passive(verb: Token) -> bool:
    """Return whether the subject of a verb is its topic, not its source."""
    bare = verb.child("aux") is None and verb.dep in {"acl", "advcl", "amod"}
    return verb.child("auxpass") is not None or (verb.tag == "VBN" and bare)


def _topic_start(verb: Token) -> int | None:
    """Return where the topic begins: an object, the object of a preposition, or an infinitive."""
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
