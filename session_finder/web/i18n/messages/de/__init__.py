"""German: visitors are addressed as "Sie"."""
