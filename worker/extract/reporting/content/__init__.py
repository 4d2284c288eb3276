"""Content: which words of a sentence a cue reports."""
