"""Several processes behind one port: how many, the proxy before them, and who starts them again."""
