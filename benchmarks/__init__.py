"""Speed and quality against others, one command each."""
