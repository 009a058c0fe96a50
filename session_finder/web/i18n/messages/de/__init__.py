"""German: visitors are spoken to as "Sie"."""
