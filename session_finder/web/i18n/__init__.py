"""Localization: messages, language names, the visitor's locale."""
