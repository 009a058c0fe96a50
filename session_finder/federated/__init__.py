"""Search over several conferences: exact, or through an approximate index."""
