"""The language model that every parse uses, loaded by its name."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from worker.errors import SetupError
from worker.extract.tree.tag_rules import RULER, replace_ruler
from worker.extract.words import words

if TYPE_CHECKING:
    from spacy.language import Language

COMPONENTS = ("tok2vec", "tagger", "parser", RULER, "lemmatizer")
"""Components that are loaded: the steps read tags, dependencies and lemmas only."""

UNUSED = ("ner", "senter")
"""Components of the English pipelines that cost time to load and are not asked."""


def load(name: str) -> Language:
    """Return the model of the package `name`, with only the components that extraction needs.

    Raises:
        SetupError: the package is not installed or is no model; the message says what to do.
    """
    # spaCy takes longer to import than most commands take to answer: it comes with the model.
    spacy = import_module("spacy")
    try:
        model: Language = spacy.load(name, exclude=UNUSED)
    except (OSError, ImportError, ValueError) as error:
        raise SetupError(
            f"The language model {name!r} cannot be loaded. Install its package with the run "
            "lock file (`make env`), or set the model to one that is installed."
        ) from error
    missing = [part for part in ("parser", "tagger") if part not in model.pipe_names]
    if missing:
        raise SetupError(
            f"The language model {name!r} has no {' and no '.join(missing)}: "
            "set the model to an English pipeline with a dependency parser."
        )
    for part in model.component_names:
        if part not in COMPONENTS:
            model.remove_pipe(part)
    replace_ruler(model)
    _keep_titles(model)
    return model


def _keep_titles(model: Language) -> None:
    """Make "Sgt." and other titles single tokens, so that their stop ends no sentence."""
    add = getattr(model.tokenizer, "add_special_case", None)
    if add is None:
        return
    for title in words("people", "titles") | words("people", "suffixes"):
        if title.endswith("."):
            for form in (title.title(), title.upper()):
                add(form, [{"ORTH": form}])
