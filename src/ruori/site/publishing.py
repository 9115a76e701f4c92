"""What has been published: rounds and reports, for the pages that point to them."""

from django.utils.translation import gettext

from ruori.cycle import queries as cycle
from ruori.kernel.instants import city_day
from ruori.kernel.text import Shown
from ruori.reports import queries as reports
from ruori.site.addresses import address
from ruori.site.frame import Asked
from ruori.site.rows import NamedLink
from ruori.ui import formats

LATEST = 3


def latest_publications(question: Asked) -> tuple[NamedLink, ...]:
    """The newest published reports; one query."""
    cards = reports.edition_cards(question.viewer, at=question.at)
    return tuple(
        NamedLink(
            question.shown(card.title),
            address("reports.edition", card.pk, question.words(card.title)),
            ""
            if card.published_at is None
            else formats.day(city_day(card.published_at), question.language),
        )
        for card in cards[:LATEST]
    )


def rounds_of(question: Asked) -> tuple[NamedLink, ...]:
    """The published rounds; one query."""
    return tuple(
        NamedLink(
            Shown(question.words(card.title), question.language),
            "",
            " · ".join(
                part
                for part in (
                    formats.span(card.covers_from, card.covers_to, question.language),
                    ""
                    if card.published_at is None
                    else gettext("published on %(day)s")
                    % {"day": formats.day(city_day(card.published_at), question.language)},
                )
                if part
            ),
        )
        for card in cycle.published_rounds()
    )
