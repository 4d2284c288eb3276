"""The ledger: tables (`models`), reads (`lookup`) and writes (`persist`). All SQL is here.

Everything may run twice: a second write of the same thing is refused by a constraint, not by a
cache. Text is immutable, runs are versioned, and learned lines are never overwritten.
"""
