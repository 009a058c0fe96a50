"""Where programmes are kept: implementations of ``domain.library.Library``."""
