"""The commands of the command line that are more than a few lines; __main__ lists them all."""
