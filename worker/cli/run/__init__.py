"""Commands that run the processes of a ledger, and look after them."""
