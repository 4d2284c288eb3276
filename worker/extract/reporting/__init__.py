"""Step 3, reporting: who reports what, by which words."""
