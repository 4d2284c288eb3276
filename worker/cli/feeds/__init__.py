"""`reportedly feeds`: the sources that are polled. The table of its commands."""

from typing import Final

from worker.cli.lazy import Table, group

FEEDS: Final[Table] = {
    "add": (
        "worker.cli.feeds.addition:add",
        "Add a feed; it is polled at once, and then again and again.",
    ),
    "import": (
        "worker.cli.feeds.lists:import_feeds",
        "Add the feeds of a list in OPML.",
    ),
    "export": (
        "worker.cli.feeds.lists:export_feeds",
        "Write the feeds as a list in OPML.",
    ),
    "list": (
        "worker.cli.feeds.table:list_feeds",
        "List the feeds, those in trouble first, with the reason.",
    ),
    "show": (
        "worker.cli.feeds.show:show",
        "Print one feed: its state in words, its next turn and why then, its last attempts.",
    ),
    "body": (
        "worker.cli.feeds.bodies:body",
        "Write the raw bytes of an attempt, as the server sent them, to standard output.",
    ),
    "fetch": (
        "worker.cli.feeds.turns:fetch",
        "Poll a feed now, whenever its turn is.",
    ),
    "pause": (
        "worker.cli.feeds.turns:pause",
        "Stop polling a feed until it is resumed.",
    ),
    "resume": (
        "worker.cli.feeds.turns:resume",
        "Poll a paused feed again, from now.",
    ),
    "remove": (
        "worker.cli.feeds.turns:remove",
        "Remove a feed and its history; the articles it brought stay.",
    ),
}
"""A command's module is imported when it is called; its help line is its docstring's first."""

app = group(
    FEEDS,
    name="feeds",
    text="The sources that are polled: add, list, pause, remove, and see their health.",
)
