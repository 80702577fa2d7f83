"""The pages, one module each, each with a ``router``; what a page needs it asks of the rooms below."""
