"""Rules about what is missing from the text."""
