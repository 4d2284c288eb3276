"""Formats: what the steps found, for other programs and for reading. Data in, data out."""
