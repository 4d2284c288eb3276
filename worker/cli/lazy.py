"""Groups of commands whose modules are imported when a command is called.

The whole program takes seconds to import; a table of names and help lines takes nothing.
"""

from collections.abc import Mapping
from pkgutil import resolve_name
from typing import Any, ClassVar

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

Table = Mapping[str, tuple[str, str]]
"""For each command `module:name` of its function or its group, and the line of help in lists."""


class LazyGroup(TyperGroup):
    """A group with the commands of `table`: listed from it, and imported when they are called."""

    table: ClassVar[Table]

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 - Typer's own
        # As the short help, a line is wrapped; the help would be cut off.
        listed = {
            name: TyperCommand(name, help=text, short_help=text)
            for name, (_, text) in self.table.items()
        }
        super().__init__(**{**settings, "commands": listed})

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401 - Typer's own
        """Return the name of the command that is called, the command itself and what is left."""
        name, command, rest = super().resolve_command(ctx, args)
        return name, self.load(name) if name else command, rest

    def load(self, name: str) -> Any:  # noqa: ANN401 - Typer's class of commands is private
        """Return a command with its options, or a group; its module is imported."""
        found = resolve_name(self.table[name][0])
        if isinstance(found, typer.Typer):
            return get_command(found)
        single = typer.Typer(
            add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False
        )
        single.command(name)(found)
        return get_command(single)


def group(table: Table, *, name: str, text: str, epilog: str | None = None) -> typer.Typer:
    """Return an application of the commands in `table`, `text` its help."""
    app = typer.Typer(
        name=name,
        cls=type(f"{name.title()}Group", (LazyGroup,), {"table": table}),
        help=text,
        epilog=epilog,
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    app.callback()(_no_options)
    return app


def _no_options() -> None:
    """Take no options: Typer makes a group of an application that has this."""
