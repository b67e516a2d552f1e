"""Rules for the pages of the Harbour Daily."""
