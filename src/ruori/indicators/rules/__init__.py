"""The pure rules of figures: reading them, keeping vintages apart, paths, judging, protecting.

Each topic is a module: `codes`, `units`, `numbers`, `limits`, `lines`, `targets`, `judging`,
`arrivals`, `small`, `regions`, `files`. None knows the database, the clock or a language.
"""
