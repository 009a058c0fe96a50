"""Search over several conferences, exactly or through an approximate index."""
