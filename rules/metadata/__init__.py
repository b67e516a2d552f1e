"""Rules about data about the article printed into its text."""
