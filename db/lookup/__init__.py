"""The reads: candidates for a decision, and what a user looks at."""
