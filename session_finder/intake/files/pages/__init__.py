"""Pages that people write for people: the tables of Markdown and HTML, and the events that HTML describes."""
