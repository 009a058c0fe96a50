"""Caches of vectors, in SQLite and in PostgreSQL, and the search within the database."""
