"""`publish.py cite`: an article's citations and entries side by side, what to mend, exports, Crossref."""
