"""A programme in time: days, grid, now and next, and how times are written."""
