"""Rules and serialization that every store shares."""
