"""Where programmes are kept: implementations of ``application.library.Library``."""
