"""Step 4, deduplicate: is this text new, a copy, or the next revision of what is known? Pure."""
