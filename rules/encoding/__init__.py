"""Rules about damaged characters."""
