"""Numbers with bounds and units, and what they count."""
