"""The version of the tool, as a constant: asking the installed package for it costs every start 20 ms."""

__version__ = "0.1.0"
