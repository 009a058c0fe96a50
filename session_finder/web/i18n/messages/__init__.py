"""Our own words, a folder for each language, each with the same tables; see ``session_finder.web.i18n.locale``."""
