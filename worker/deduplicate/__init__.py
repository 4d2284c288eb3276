"""Step 4, deduplicate: decide whether a text is new, a copy, or the next revision. Pure."""
