"""Lectern: one source article becomes four editions that agree with each other."""

__version__ = "0.1.0"
