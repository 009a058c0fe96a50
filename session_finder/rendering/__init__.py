"""Templates, style sheets and scripts: the files that lie beside the modules that use them."""
