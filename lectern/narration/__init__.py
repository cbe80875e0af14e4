"""Document -> narration script: what is said, in which words and in which order."""
