"""The table of extractors: their interface, the ones there are, and the one that is used.

Everything that extracts, or names the current extractor, uses this module. An extractor loads what
is slow to import, such as a language model, when it first extracts.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, Protocol

from worker.extract import extract
from worker.extract.identity import identity as rules_identity
from worker.extract.tree.language_model import load
from worker.records import Article, Extraction, Extractor
from worker.settings import Settings

if TYPE_CHECKING:
    from spacy.language import Language


class ClaimExtractor(Protocol):
    """An extractor of claims; every stored run names its identity."""

    @property
    def identity(self) -> Extractor:
        """The name, version and hash of everything that decides what it finds."""

    def extract(self, article: Article) -> Extraction:
        """Return the claims of an article, or why it has none.

        Raises:
            SetupError: the extractor needs something that is not installed; the message says what
                to do.
        """


@dataclass(frozen=True, slots=True)
class Rules:
    """The extractor of `worker/extract/`: rules on the trees of a spaCy model."""

    settings: Settings

    @property
    def identity(self) -> Extractor:
        """The name, version and hash of the rules with this model."""
        return rules_identity(self.settings.model)

    def extract(self, article: Article) -> Extraction:
        """Return the claims that the rules find; the model is loaded at the first call."""
        return extract(article, language_model(self.settings.model))


@cache
def language_model(name: str) -> "Language":
    """Return the spaCy model of this process, loaded at the first call.

    Raises:
        SetupError: the model is not installed; the message says what to do.
    """
    return load(name)


EXTRACTORS: Final[Mapping[str, Callable[[Settings], ClaimExtractor]]] = {"rules": Rules}
"""The extractors by name, each made from the settings."""

USED: Final = "rules"
"""The extractor that new runs are made with, and whose runs are shown."""


def extractor_for(settings: Settings) -> ClaimExtractor:
    """Return the extractor that is used."""
    return EXTRACTORS[USED](settings)
