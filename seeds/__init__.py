"""The contents of a new ledger: a seed article and the seed feeds."""
