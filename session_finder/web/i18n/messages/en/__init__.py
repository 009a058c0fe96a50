"""English: the language that the other tables are translated from."""
