"""Step 1, the characters: paragraphs, quotations, the names under them, and the language."""
