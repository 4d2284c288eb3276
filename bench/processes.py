"""Measures the memory of a process and its children, for the benches that run `up`."""

import subprocess
import time
from contextlib import suppress

import psutil

NAMES = ("fetch@%h", "extract@%h", "beat", "up")


def watch(process: subprocess.Popen[bytes]) -> dict[str, int]:
    """Return the peak memory in bytes of every process of a tree, until its root has ended."""
    greatest: dict[str, int] = {}
    while process.poll() is None:
        with suppress(psutil.NoSuchProcess):
            root = psutil.Process(process.pid)
            for each in [root, *root.children(recursive=True)]:
                with suppress(psutil.NoSuchProcess):
                    name = f"{_name(each)} {each.pid}"
                    greatest[name] = max(greatest.get(name, 0), each.memory_info().rss)
        time.sleep(0.1)
    return greatest


def print_memory(greatest: dict[str, int]) -> None:
    """Print a line a process, the largest first."""
    for name, size in sorted(greatest.items(), key=lambda pair: -pair[1]):
        print(f"  {size / 2**20:6.0f} MB  {name}")


def _name(process: psutil.Process) -> str:
    words = process.cmdline()
    return next((name.removesuffix("@%h") for name in NAMES if name in words), process.name())
