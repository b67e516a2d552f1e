"""Rules about strings of the page around the article."""
