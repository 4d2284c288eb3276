"""Step 4, claims: clauses, factuality, evidence and confidence."""
