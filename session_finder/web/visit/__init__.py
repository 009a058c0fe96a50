"""One visitor: address parameters, navigation, the conference they are at, their plan."""
