"""Clean cells: HTML, Markdown, LaTeX, lists, placeholders, e-mail addresses."""
