"""Scraped texts written for this project, clean and dirty, with what is to be found in them."""
