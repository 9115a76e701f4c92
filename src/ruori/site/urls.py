"""Addresses of the public site; the words are translated, the number decides, the slug explains."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from ruori.site import (
    city,
    declining,
    goals,
    indicators,
    measures,
    plans,
    promises,
    publications,
    tree,
    update,
    year,
)

app_name = "site"
urlpatterns = [
    path("", tree.front, name="front"),
    path(_("strategy/"), tree.strategy, name="strategy"),
    path("strategia.svg", tree.picture, name="picture"),
    path(_("value/<int:pk>-<slug:slug>/"), goals.value, name="value"),
    path(_("goal/<int:pk>-<slug:slug>/"), goals.goal, name="goal"),
    path(_("measures/"), measures.measures, name="measures"),
    path(_("measure/<int:pk>-<slug:slug>/"), measures.measure, name="measure"),
    path(_("measure/<int:pk>/proof/<int:proof>/"), measures.proof, name="proof"),
    path(_("programmes/"), plans.plans_list, name="plans"),
    path(_("programme/<int:pk>-<slug:slug>/"), plans.plan, name="plan"),
    path(_("promise-ledger/"), promises.promises, name="promises"),
    path(_("how-the-city-follows/"), plans.how, name="how"),
    *indicators.addresses,
    *publications.addresses,
    *update.addresses,
    path(_("letters/<str:token>/"), declining.decline, name="decline"),
    *year.addresses,
    path("teema/<str:name>", city.theme, name="theme"),
    path("ulkoasu/", city.scheme, name="scheme"),
]
