"""Candidates by fingerprints compared with candidates by MinHash signatures in datasketch's LSH.

Both get the words of the wire stories, one story after the other, and keep their data in
memory; neither deletes. Their results are compared with an exhaustive comparison.
"""

import time
import tracemalloc
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Final, Protocol

from datasketch import MinHash, MinHashLSH
from duplicates import Pair, Story, exhaustive

from worker.clock import second_of
from worker.deduplicate.candidates import WINDOW, choose
from worker.deduplicate.winnow import fingerprints, shingles
from worker.deduplicate.words import Prepared, prepare

PERMUTATIONS: Final = 128
SHINGLE: Final = 3  # words in a row, as in the exhaustive comparison


class Finder(Protocol):
    """Finds candidates for copies among texts that arrive one after the other."""

    def found(self, story: int, prepared: Prepared, at: datetime) -> list[int]:
        """Return the candidates of a text within the window, and keep it for later ones."""
        ...


class Winnowed:
    """Fingerprints with the texts that have them, by the rules of the ledger."""

    def __init__(self) -> None:
        self.kept: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)

    def found(self, story: int, prepared: Prepared, at: datetime) -> list[int]:
        """Return the candidates of a text within the window, and keep it for later ones."""
        second = second_of(at)
        prints = fingerprints(prepared)
        candidates = choose(story, second, prints, self.kept).candidates
        posting = (second, story)
        for one in prints:
            self.kept[one].append(posting)
        return candidates


class Lsh:
    """Signatures in bands; the shingles come hashed, which saves datasketch that time."""

    def __init__(self, bands: int, rows: int) -> None:
        self.lsh = MinHashLSH(num_perm=PERMUTATIONS, params=(bands, rows))
        self.empty = MinHash(num_perm=PERMUTATIONS, hashfunc=int)
        self.moments: dict[int, datetime] = {}

    def found(self, story: int, prepared: Prepared, at: datetime) -> list[int]:
        """Return the candidates of a text within the window, and keep it for later ones."""
        signature = self.empty.copy()
        signature.update_batch((shingles(prepared.hashes, SHINGLE) & 0xFFFFFFFF).tolist())
        near = [one for one in self.lsh.query(signature) if at - self.moments[one] <= WINDOW]
        self.lsh.insert(story, signature, check_duplication=False)
        self.moments[story] = at
        return near


FINDERS: Final = {
    "winnowed fingerprints": Winnowed,
    "MinHash LSH, 16 x 8": partial(Lsh, 16, 8),
    "MinHash LSH, 32 x 4": partial(Lsh, 32, 4),
}


def side_by_side(wire: Sequence[Story]) -> None:
    """Print the results and the cost of each, as a table."""
    prepared = {story.id: prepare(story.article) for story in wire}
    wanted = exhaustive(wire, prepared)
    print("| | recall | candidates an article | articles a CPU second | bytes an article |")
    print("|---|---|---|---|---|")
    for name, finder in FINDERS.items():
        began = time.process_time()
        pairs = _pairs(finder(), wire, prepared)
        rate = len(wire) / (time.process_time() - began)
        recall = sum(pair in pairs for pair in wanted) / len(wanted)
        each = len(pairs) / len(wire)
        size = _size(finder, wire, prepared) / len(wire)
        print(f"| {name} | {recall:.3f} | {each:.2f} | {rate:,.0f} | {size:,.0f} |", flush=True)


def _pairs(finder: Finder, wire: Sequence[Story], prepared: Mapping[int, Prepared]) -> set[Pair]:
    return {
        (other, story.id)
        for story in wire
        for other in finder.found(story.id, prepared[story.id], story.at)
    }


def _size(
    made: "type[Winnowed] | partial[Lsh]", wire: Sequence[Story], prepared: Mapping[int, Prepared]
) -> int:
    """The bytes it has in the end; in a separate run, since tracing takes time."""
    tracemalloc.start()
    finder = made()
    for story in wire:
        finder.found(story.id, prepared[story.id], story.at)
    size = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    return size
