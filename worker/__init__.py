"""The worker: fetch -> parse -> accept -> deduplicate -> extract -> persist.

These are the steps of an article, under the names used everywhere. `flow` joins the steps with the
ledger, `jobs` works due jobs, `tasks` are called by Celery, `run` starts processes, `cli` is the
command line.
"""
