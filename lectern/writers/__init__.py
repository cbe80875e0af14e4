"""Edition -> Output: one module per format, and what several formats share."""
