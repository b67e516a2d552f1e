"""Rules about pages that are not the article asked for."""
