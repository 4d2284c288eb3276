"""Cues: the words that report. Each module makes the frames of one kind of cue."""
