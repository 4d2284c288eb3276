"""The ledger: tables (`models`), reads (`lookup`) and writes (`persist`). Only here is SQL spoken.

Everything may run twice: a second write of the same thing is refused by a constraint, not by a
cache. Text is immutable, work is versioned, and nothing that was learned is overwritten.
"""
