"""Step 7, link: what hangs together across articles."""
