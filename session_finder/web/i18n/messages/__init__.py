"""Our own words in English, a table for each page; see ``session_finder.web.i18n.catalogues`` for other languages.

A comment above a message, or behind it, is for those who translate it.
"""
