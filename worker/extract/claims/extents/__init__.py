"""The words of each claim: its own, and those that it shares with the claims around it."""
