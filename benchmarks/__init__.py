"""Each figure that the project quotes is one command here; ``python -m benchmarks`` runs them all."""
