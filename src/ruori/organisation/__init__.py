"""Who answers for what on a given day: units, posts, their holders and deputies, roles and sites.

Responsibility sits on posts and units, never on persons: when a holding ends, the deputy, then the
head of the unit and of its parents up to the mayor answer from that moment. Terms owned:
kaupunki (City), yksikkö ja toimielin (Unit), virka tai tehtävä (Post), henkilö (Person),
hoitosuhde (Holding), rooli (Role), kohde (Site), seuraanto (UnitSuccession), katsoja (Viewer).
"""
