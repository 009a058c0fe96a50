"""A conference's own look: which colours can be read, and which files can be its logo."""
