"""Memory of a process that extracts one article after another, as an extract child does.

usage: python -m bench.extract_memory [ARTICLES]   (2,000 by default)

Prints the resident memory of the process after every tenth of the articles, and its peak. The
articles are those of bench/extract_rate.py.
"""

import sys

import psutil

from bench.extract_rate import articles
from worker.extract import extract
from worker.extract.tree.language_model import load
from worker.settings import load_settings


def main() -> None:
    """Print the figures."""
    name, given = articles(int(sys.argv[1]) if len(sys.argv) > 1 else 2_000)
    process, model = psutil.Process(), load(load_settings().model)
    before, peak = process.memory_info().rss, 0
    print(f"{before / 2**20:6.0f} MB  with the model and {len(given)} {name} loaded")
    for n, article in enumerate(given, 1):
        extract(article, model)
        peak = max(peak, process.memory_info().rss)
        if n % max(1, len(given) // 10) == 0:
            print(f"{process.memory_info().rss / 2**20:6.0f} MB  after {n} articles", flush=True)
    print(f"{peak / 2**20:6.0f} MB  at the peak")


if __name__ == "__main__":
    main()
