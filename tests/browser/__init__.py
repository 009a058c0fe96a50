"""Tests in a real browser; a package, so that the browser and the server end with its last test."""
