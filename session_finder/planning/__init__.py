"""An attendee's plan: stars, clashes, gaps, and filling the days."""
