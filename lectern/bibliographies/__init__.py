"""How an article cites: its own list, bibliographies and styles (`bibliography:`, `csl:`) -> one list, linked."""
