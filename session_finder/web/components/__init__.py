"""Building blocks of pages: HTML components, browser storage, escaping, progress."""
