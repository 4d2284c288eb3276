"""The worker: fetch -> parse -> accept -> deduplicate -> extract -> persist.

That is the way of an article, in the words used everywhere. `flow` joins the steps with the
ledger, `jobs` works what is due, `tasks` are what Celery calls, `run` starts processes, `cli` is
what a person calls.
"""
