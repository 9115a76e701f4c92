"""Declining letters that may be declined, and wanting them again."""

from datetime import datetime

from django.db import transaction

from ruori.audit import actions as audit
from ruori.kernel.problems import Ref, require
from ruori.notices import access
from ruori.notices.models import Subscription
from ruori.notices.rules.letters import Topic
from ruori.organisation.models import Person
from ruori.organisation.rules import Viewer


@transaction.atomic
def choose_letters(
    *, person: Person, topic: Topic, is_wanted: bool, by: Viewer, at: datetime
) -> bool:
    """Want or decline the letters of a topic; true when something changed. Repeating is harmless.

    Raises NotAllowed: everybody chooses for themselves, signed in or by the letter's own link.
    """
    require(access.may_choose(by, person.pk))
    stamped_at = audit.stamp(at=at)
    row = Subscription.objects.filter(person=person, topic=topic).first()
    was = row is None or row.is_wanted
    if was == is_wanted:
        return False
    told = {"is_wanted": is_wanted, "changed_at": stamped_at}
    Subscription.objects.update_or_create(person=person, topic=topic, defaults=told)
    audit.record(
        verb="letter.wanted" if is_wanted else "letter.declined",
        about=Ref("organisation.person", person.pk),
        by=by.actor,
        at=stamped_at,
        facts={"topic": topic},
    )
    return True
