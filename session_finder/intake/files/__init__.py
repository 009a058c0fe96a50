"""Open files: archives, encodings, workbooks, CSV, JSON, XML and iCalendar, all with size limits."""
