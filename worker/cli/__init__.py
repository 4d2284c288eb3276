"""The command line: a room for each topic, errors that say what to do, exit codes for scripts.

0 all went well; 1 something given was rejected or not found; 2 wrong use or set-up; 130 Ctrl-C.
"""

import sys

from worker.cli.commands import app
from worker.errors import RejectedError, SetupError, TransientError

__all__ = ["app", "main"]

REJECTED, SETUP, INTERRUPTED = 1, 2, 130


def main() -> None:
    """Run the command line; expected errors become one line and an exit code."""
    try:
        app()
    except RejectedError as error:
        _leave(error, REJECTED)
    except (SetupError, TransientError) as error:
        _leave(error, SETUP)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


def _leave(error: Exception, code: int) -> None:
    print(f"reportedly: {error}", file=sys.stderr)  # noqa: T201 - the one place that prints errors
    sys.exit(code)
