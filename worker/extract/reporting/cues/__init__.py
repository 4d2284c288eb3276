"""Cues: the words that report, by kind; each gives frames."""
