"""The command line. One module for each group of commands; ``__main__`` lists them."""
