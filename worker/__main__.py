"""`python -m worker` is `reportedly`."""

from worker.cli import main

if __name__ == "__main__":
    main()
