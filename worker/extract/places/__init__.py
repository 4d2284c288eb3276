"""Places, from a gazetteer and from the parser."""
