"""The verbs of communication of a dictionary: writes worker/extract/words/en/lexicon.toml.

usage: git clone https://github.com/globalwordnet/english-wordnet; pip install pyyaml;
       python -m bench.lexicon english-wordnet

Takes the verbs from the Open English Wordnet (CC BY 4.0), which is derived from Princeton WordNet.
PyYAML is in no lock file, since the table is written once.
"""

import sys
from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped,import-not-found,unused-ignore]

from bench.cities import lines

TABLE = Path(__file__).parents[1] / "worker" / "extract" / "words" / "en" / "lexicon.toml"

HEADING = """\
# Verbs of communication that take a clause with "that". Written by `python -m bench.lexicon` from
# the Open English Wordnet (en-word.net, CC BY 4.0), which is derived from Princeton WordNet.
# Those that reporting_verbs.toml does not have report only in frames where nothing else is meant.

clause = [
"""

COMMUNICATION = "src/yaml/verb.communication.yaml"
CLAUSE = "via-that"
"""The frame "Somebody ----s that CLAUSE"."""

UNSAID = """
affect arrange bear bet class condition contest crab cut debate deliberate disregard dissemble
extrapolate feign file gag gas gather grant ignore infer inject insert kick make mind moot move
oppugn plight pray predestine predicate pretend provide punctuate qualify record repay repugn
return sham sign snub supply suppress swan track transmit triumph trump uncover unwrap
volunteer wager weigh will yield decree enjoin ordain petition prescribe resolve
"""
"""Verbs with "that" of which the clause is not said: it is not meant, disputed, or to be done."""


def verbs(repository: Path) -> list[str]:
    """Return the verbs of communication that take a clause with "that", in order."""
    concepts = _read(repository / COMMUNICATION)
    found = {
        lemma
        for path in sorted(repository.glob("src/yaml/entries-*.yaml"))
        for lemma, entry in _read(path).items()
        for sense in entry.get("v", {}).get("sense", ())
        if sense["synset"] in concepts and CLAUSE in sense.get("subcat", ())
    }
    return sorted({verb for verb in found if _is_plain(verb)} - set(UNSAID.split()))


def _is_plain(verb: str) -> bool:
    """Return whether a verb is one word in small letters."""
    return verb.isascii() and verb.isalpha() and verb.islower()


def _read(path: Path) -> dict[str, Any]:
    """Return a file of the dictionary."""
    with path.open(encoding="utf-8") as file:
        found: dict[str, Any] = yaml.safe_load(file)
    return found


def main() -> None:
    """Write the table."""
    found = verbs(Path(sys.argv[1]))
    TABLE.write_text(HEADING + "\n".join(lines(found)) + "\n]\n", encoding="utf-8")
    print(f"{len(found)} verbs")


if __name__ == "__main__":
    main()
