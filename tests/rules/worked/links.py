"""The worked table of the update link."""

from datetime import UTC, datetime, timedelta

from ruori.cycle.rules import RoundState
from ruori.followup.rules.links import LinkFacts, is_alive
from ruori.organisation.rules import Chart
from tests.rules.paper import Tried

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
PEOPLE = ("", "Oona", "Liisa", "Toni")
POSTS = {"Teacher": 11, "Head of Education": 12, "Mayor": 13}
SCHOOLS, EDUCATION, OFFICE = 21, 22, 23


def opens(sent_to: str, answers: str, holders: str, state: str, answer: str) -> None:
    """Whether the link opens the measure of Schools."""
    person, _, post = sent_to.partition(" as ")
    held = tuple(PEOPLE.index(name) for name in holders.split(", ") if name != "–")
    chart = Chart(
        holders={POSTS["Teacher"]: held, POSTS["Head of Education"]: (2,), POSTS["Mayor"]: (3,)},
        unit_of={
            POSTS["Teacher"]: SCHOOLS,
            POSTS["Head of Education"]: EDUCATION,
            POSTS["Mayor"]: OFFICE,
        },
        head_of={EDUCATION: POSTS["Head of Education"], OFFICE: POSTS["Mayor"]},
        parent_of={SCHOOLS: EDUCATION, EDUCATION: OFFICE, OFFICE: None},
        mayor_post=POSTS["Mayor"],
    )
    facts = LinkFacts(
        post=POSTS[post],
        person=PEOPLE.index(person),
        item_post=POSTS[answers],
        item_unit=SCHOOLS,
        state=RoundState(state.upper()),
        expires_at=AT + timedelta(days=1),
    )
    assert is_alive(facts, chart, at=AT) is (answer == "yes")


TABLES: Tried = {
    (
        "update-link",
        "Sent to | The post answers | Holders of Teacher | The round | Does it open",
    ): opens,
}
