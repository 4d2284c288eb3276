"""Sentences that show what a rule is for, kept next to the rule and run by a test.

`as_in` registers them and leaves the function as it is. The test extracts each sentence and asks
whether the rule applied: see tests/unit/extract/test_examples.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Rule = TypeVar("Rule", bound="Callable[..., Any]")


@dataclass(frozen=True, slots=True)
class Example:
    """A rule with sentences that it applies to (`yes`) and sentences that it turns down (`no`)."""

    rule: Callable[..., Any]
    yes: tuple[str, ...]
    no: tuple[str, ...]


EXAMPLES: Final[list[Example]] = []
"""The examples of every rule that was imported, in the order of the imports."""


def as_in(*yes: str, no: tuple[str, ...] = ()) -> Callable[[Rule], Rule]:
    """Return a decorator that keeps sentences as examples of a rule.

    A rule applies to a sentence where it returns something: a frame, a range, True. It turns a
    sentence down where it is asked and returns nothing.
    """

    def keep(rule: Rule) -> Rule:
        EXAMPLES.append(Example(rule, yes, no))
        return rule

    return keep
