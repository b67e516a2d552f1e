"""Rules about what stands in the text twice."""
