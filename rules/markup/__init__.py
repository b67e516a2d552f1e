"""Rules about markup and code."""
