"""What a new ledger starts with: the seed article."""
