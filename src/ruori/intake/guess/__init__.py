"""What the words of a strategy page mean: headings, years, decisions, kinds, sentences (pure)."""
