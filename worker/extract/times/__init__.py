"""Times, resolved against the day of publication."""
