"""Types that all rooms of intake share: records, problems, sources, limits, column names."""
