"""Tests of pages, cards and API; a package, so that the environment they set ends with its last test."""
