"""What a Finnish word is: where a long compound may break, and how names are sorted.

Knows no tables and no pages; Voikko is used when the machine has it, and never required.
"""
