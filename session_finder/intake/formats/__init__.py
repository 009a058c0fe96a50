"""One module per known format: ``read(source)`` returns an Extract, or None if the file has another format.

A module recognizes its format by headers or structure, not by the file's name. It raises nothing: mistakes in a file
become Problems of the Extract.
"""
