"""Claims out and in: one file a format."""
