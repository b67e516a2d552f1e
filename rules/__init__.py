"""The built-in rules: one folder for each category, one file for each rule."""
