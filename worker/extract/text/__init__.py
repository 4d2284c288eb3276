"""Step 1, the characters: paragraphs, quotations, signatures, and the language of a text."""
