"""The text of a cell to clean text: HTML, Markdown, LaTeX, lists, placeholders, masked addresses."""
