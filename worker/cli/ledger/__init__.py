"""Commands that put articles into the ledger, and look at what it has."""
