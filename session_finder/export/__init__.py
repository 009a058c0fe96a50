"""What leaves: iCalendar, CSV, the offline page, answers as JSON."""
