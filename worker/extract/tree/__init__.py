"""Step 2, the trees: parsed by spaCy, repaired where it breaks news, read as phrases."""
