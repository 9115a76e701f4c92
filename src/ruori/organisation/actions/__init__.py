"""Deeds on the organisation: who answers for what, from which day on."""

from ruori.organisation.actions.city import found_city, set_city
from ruori.organisation.actions.holdings import (
    Ended,
    Held,
    change_holder,
    end_holding,
    hold_post,
    stand_in,
)
from ruori.organisation.actions.people import add_person, change_person
from ruori.organisation.actions.posts import abolish_post, change_post, open_post
from ruori.organisation.actions.roles import end_role, give_role
from ruori.organisation.actions.sites import change_site, open_site
from ruori.organisation.actions.units import UnitTerms, change_unit, close_unit, open_unit
from ruori.organisation.actions.writing import Written

__all__ = [
    "Ended",
    "Held",
    "UnitTerms",
    "Written",
    "abolish_post",
    "add_person",
    "change_holder",
    "change_person",
    "change_post",
    "change_site",
    "change_unit",
    "close_unit",
    "end_holding",
    "end_role",
    "found_city",
    "give_role",
    "hold_post",
    "open_post",
    "open_site",
    "open_unit",
    "set_city",
    "stand_in",
]
