"""Dates, times of day, durations and zones as files write them."""
