"""The scorers that lie beside the shared data, no part of the project, and where the data are."""

import importlib.util
import os
from pathlib import Path
from types import ModuleType

SHARED = Path(os.environ.get("SHARED_DATA", Path(__file__).parents[2] / "shared" / "data"))
"""Where the sets are: $SHARED_DATA, or ../shared/data without."""


def scorer(name: str) -> ModuleType | None:
    """Return the scorer of this name; None where it is not on this machine."""
    path = SHARED.parent / "eval" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None or not path.exists():
        return None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
