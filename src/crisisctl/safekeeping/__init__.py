"""The log over the years: copied, backed up, signed, rescued, and what is taken out of it for good."""
