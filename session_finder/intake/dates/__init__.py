"""Parse dates, times of day, durations and zones."""
