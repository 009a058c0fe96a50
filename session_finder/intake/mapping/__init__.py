"""Files of no known vendor: which columns or keys hold what."""
