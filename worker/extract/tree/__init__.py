"""Step 2, the trees: parsed by spaCy, mended where it breaks news, read as phrases."""
