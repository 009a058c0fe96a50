"""The state of one visit: query parameters, navigation, the chosen conference, the plan."""
