"""action: what is to be done afterwards, so that it does not happen again."""
