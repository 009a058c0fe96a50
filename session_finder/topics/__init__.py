"""The topic map: projection (t-SNE), clusters, labels."""
