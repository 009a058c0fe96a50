"""The composition root: settings, stores, the model, and the service made of them."""
