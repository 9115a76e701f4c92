"""The Kemi city: real facts where they are known, otherwise plainly marked examples.

Everything is done by the same deeds a person uses, in the order of the city's own history. What is
known of Kemi (its strategy page, population, budget figures, certified sites, Hinku and energy
agreement) carries its source; units, posts, holders, measures and entries are examples.
"""
