"""A linter for scraped text: finds what scrapers leave behind, scores each document, gates CI."""

