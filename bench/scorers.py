"""The scorers next to the shared data, not part of the project, and the data's folder."""

import importlib.util
import os
from pathlib import Path
from types import ModuleType

SHARED = Path(os.environ.get("SHARED_DATA", Path(__file__).parents[2] / "shared" / "data"))
"""The folder of the sets: $SHARED_DATA, by default ../shared/data."""


def scorer(name: str) -> ModuleType | None:
    """Return the scorer of this name; None if it is not on this machine."""
    path = SHARED.parent / "eval" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None or not path.exists():
        return None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
