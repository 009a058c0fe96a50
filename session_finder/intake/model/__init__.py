"""What all of intake shares: records, problems, sources, limits, column names."""
