"""The formats that are recognized, one module each: ``read(source)`` gives an Extract, or None when it is another's.

A module looks at headers or structure alone to recognize its format, never at the file's name only. It raises nothing:
what is odd in a file becomes a Problem in the Extract.
"""
