"""Step 6, persist: the writes, each of which may be repeated without harm."""
