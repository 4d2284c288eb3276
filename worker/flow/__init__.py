"""The steps joined with the ledger: each module reads rows, calls the pure steps, writes rows.

A pushed document: `documents`, then `articles`. A feed: `feed_turn`, `feed_entries`, then
`articles` or, for an entry without its text, `page_visit`. A stored revision: `copies`, then
`extraction`. Over the whole ledger: `reprocess`, `copy_recheck`, `publisher_lines`, `retention`.
Everything here may run twice.
"""
