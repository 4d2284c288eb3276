"""The worker: fetch -> parse -> accept -> deduplicate -> extract -> persist.

That is the way of an article, in the words used everywhere. `pipeline` joins the steps, `jobs`
works what the ledger holds, `tasks` are what Celery calls, `cli` is what a person calls.
"""
