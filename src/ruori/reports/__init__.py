"""One document out: what the city promised, what happened, and who can prove it, fixed for good.

A report builds a Document from the city's records; freezing it makes an edition (julkaistu laitos),
and every rendering (page, PDF, Word, Excel) reads only what was sealed.
"""
