"""The search use case: a query and filters to ranked sessions with evidence; related sessions; feedback."""
