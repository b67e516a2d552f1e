"""Rules about what the record lacks."""
