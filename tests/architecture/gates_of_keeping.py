"""The gates of keeping the organisation: units, posts, holders, roles."""

from collections.abc import Mapping
from typing import Any

from ruori.organisation.models import Post, Role
from tests.architecture.gate_lines import KEEPERS, Line
from tests.furnished import Furnished


def unit_words(city: Furnished) -> Mapping[str, Any]:
    """A new unit, or new words of one."""
    return {
        "version": 1,
        "name_fi": "Koulut ja kirjastot",
        "kind": "UNIT",
        "parent": city.kemi.education.pk,
        "start": "2026-06-01",
    }


KEEPING: dict[str, Line] = {
    "organisation": Line(read=KEEPERS),
    "new_person": Line(
        read=KEEPERS, send=KEEPERS, body=lambda _: {"name": "Esimerkki Uusi", "work_email": ""}
    ),
    "change_person": Line(
        lambda city: {"pk": city.viewers["oona"].person_id},
        KEEPERS,
        KEEPERS,
        lambda _: {"version": 1, "name": "Esimerkki Oona", "work_email": "uusi@esimerkki.invalid"},
    ),
    "post": Line(
        lambda city: {"pk": city.kemi.mayor.pk},
        KEEPERS,
        KEEPERS,
        lambda city: {
            "version": Post.objects.get(pk=city.kemi.mayor.pk).version,
            "person": city.viewers["oona"].person_id,
            "deputy_order": 1,
            "start": "2026-03-05",
        },
    ),
    "leave_post": Line(
        lambda city: {"pk": city.kemi.education_head.pk},
        KEEPERS,
        KEEPERS,
        lambda city: {
            "version": 1,
            "person": city.viewers["liisa"].person_id,
            "on": "2026-06-01",
        },
    ),
    "abolish_post": Line(
        lambda city: {"pk": city.kemi.education_head.pk},
        KEEPERS,
        KEEPERS,
        lambda city: {"version": 1, "on": "2026-06-01", "heir": city.kemi.mayor.pk},
    ),
    "away_post": Line(
        lambda city: {"pk": city.kemi.education_head.pk},
        KEEPERS,
        KEEPERS,
        lambda city: {
            "version": 1,
            "deputy": city.viewers["oona"].person_id,
            "start": "2026-06-01",
            "last": "2026-06-30",
        },
    ),
    "new_post": Line(
        read=KEEPERS,
        send=KEEPERS,
        body=lambda city: {
            "title_fi": "Rehtori",
            "unit": city.kemi.schools.pk,
            "start": "2026-06-01",
        },
    ),
    "change_post": Line(
        lambda city: {"pk": city.kemi.education_head.pk},
        KEEPERS,
        KEEPERS,
        lambda city: {
            "version": 1,
            "title_fi": "Sivistysjohtaja",
            "unit": city.kemi.education.pk,
            "is_head": "on",
            "start": "2026-06-01",
        },
    ),
    "new_unit": Line(read=KEEPERS, send=KEEPERS, body=unit_words),
    "unit": Line(lambda city: {"pk": city.kemi.schools.pk}, KEEPERS),
    "change_unit": Line(lambda city: {"pk": city.kemi.schools.pk}, KEEPERS, KEEPERS, unit_words),
    "close_unit": Line(
        lambda city: {"pk": city.kemi.schools.pk},
        KEEPERS,
        KEEPERS,
        lambda city: {
            "version": 1,
            "kind": "MERGED",
            "on": "2026-06-01",
            "heir": city.kemi.education.pk,
        },
    ),
    "roles": Line(
        read=KEEPERS,
        send=KEEPERS,
        body=lambda city: {
            "code": "WELLBEING_COORDINATOR",
            "post": city.kemi.education_head.pk,
            "start": "2026-06-01",
        },
    ),
    "end_role": Line(
        lambda _: {"pk": Role.objects.filter(code="COUNCILLOR").earliest("pk").pk},
        KEEPERS,
        KEEPERS,
        lambda _: {"on": "2027-06-01"},
    ),
}
