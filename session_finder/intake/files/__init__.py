"""Bytes to tables and trees: archives, encodings, workbooks, CSV, JSON, XML, all bounded."""
