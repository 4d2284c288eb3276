"""How sure a clause is by its own words: conditions, hedges, modals and plans."""
