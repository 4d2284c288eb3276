"""Export formats: claims, copies and explanations for other programs and for reading. Pure."""
