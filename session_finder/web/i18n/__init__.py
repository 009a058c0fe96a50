"""The visitor's language: messages, names of languages, locale."""
