"""store: where the log is kept, and how it gets from one place to another."""
