"""Rules about the language and how names are written."""
