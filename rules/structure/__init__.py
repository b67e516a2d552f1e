"""Rules about the shape of lines and blocks."""
