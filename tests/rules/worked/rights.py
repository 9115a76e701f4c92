"""Rows about who answers for a thing today, and who sees what was reported of it."""

from ruori.accounts.rules import Actor, ActorKind
from ruori.followup.access import Item, Seen, may_see_entry, may_see_judgement
from ruori.followup.codes import Judge
from ruori.kernel.codes import Visibility
from ruori.organisation.rules import STRANGER, Chart, RoleCode, Viewer, reachable_owner
from ruori.plans.access import may_see_measure
from tests.rules.paper import Tried

PLANNER, HEAD_OF_SCHOOLS, HEAD_OF_EDUCATION, MAYOR = 1, 2, 3, 4
SCHOOLS, EDUCATION, CITY, ELSEWHERE = 11, 12, 13, 14
WRITER = 5
USER = Actor(ActorKind.USER, user_id=1, label="example")
NAMES = ("Aino", "Bertta", "Cecilia", "Daavid", "Eeva", "Fanni")

VIEWERS = {
    "a stranger": STRANGER,
    "staff of another unit": Viewer(
        USER, person_id=6, posts=frozenset({90}), units=frozenset({ELSEWHERE})
    ),
    "staff of Schools": Viewer(
        USER, person_id=7, posts=frozenset({91}), units=frozenset({SCHOOLS})
    ),
    "the head of Education": Viewer(
        USER,
        person_id=8,
        posts=frozenset({HEAD_OF_EDUCATION}),
        units=frozenset({EDUCATION}),
        led=frozenset({EDUCATION, SCHOOLS}),
    ),
    "the writer, now elsewhere": Viewer(
        USER, person_id=WRITER, posts=frozenset({92}), units=frozenset({ELSEWHERE})
    ),
    "who steers": Viewer(USER, person_id=9, roles=frozenset({RoleCode.STRATEGY_MANAGER})),
    "the auditor": Viewer(USER, person_id=10, roles=frozenset({RoleCode.AUDITOR})),
}


def owner(
    planner: str, deputy: str, head: str, vice: str, above: str, mayor: str, answer: str
) -> None:
    """Who answers for a thing of the planner's post."""
    chart = Chart(
        holders={
            PLANNER: _holders(planner, deputy),
            HEAD_OF_SCHOOLS: _holders(head, vice),
            HEAD_OF_EDUCATION: _holders(above),
            MAYOR: _holders(mayor),
        },
        unit_of={PLANNER: SCHOOLS, HEAD_OF_SCHOOLS: SCHOOLS, HEAD_OF_EDUCATION: EDUCATION},
        head_of={SCHOOLS: HEAD_OF_SCHOOLS, EDUCATION: HEAD_OF_EDUCATION},
        parent_of={SCHOOLS: EDUCATION, EDUCATION: CITY, CITY: None},
        mayor_post=MAYOR,
    )
    found = reachable_owner(chart, post=PLANNER, unit=None)
    assert found is not None
    assert NAMES[found.person] == answer


def _holders(*names: str) -> tuple[int, ...]:
    return tuple(NAMES.index(name) for name in names if name != "–")


def report(who: str, visibility: str, state: str, standing: str, answer: str) -> None:
    """Whether a report on a measure of Schools is seen."""
    viewer = VIEWERS[who]
    seen = _seen(
        state,
        is_item_visible=may_see_measure(
            viewer,
            visibility=Visibility[visibility.upper().replace(" ", "_")],
            plan_visibility=Visibility.PUBLIC,
            unit_id=SCHOOLS,
        ),
        is_withdrawn=standing == "taken back",
        was_replaced=standing == "corrected before publication",
    )
    assert may_see_entry(viewer, seen) is (answer == "yes")


def judgement(who: str, whose: str, state: str, answer: str) -> None:
    """Whether a judgement of a public goal of Schools is seen."""
    judge = {"the city's": Judge.CITY, "the auditor's": Judge.AUDITOR}[whose]
    seen = _seen(state, is_item_visible=True)
    assert may_see_judgement(VIEWERS[who], seen, judge=judge) is (answer == "yes")


def _seen(state: str, **facts: bool) -> Seen:
    item = Item(unit=SCHOOLS, post=PLANNER)
    return Seen(item, is_published=state == "published", writer=WRITER, **facts)


TABLES: Tried = {
    (
        "owner",
        "Planner | Deputy planner | Head of Schools | Deputy head of Schools"
        " | Head of Education | Mayor | Who answers",
    ): owner,
    ("visibility", "Who looks | The measure | The round | The report | Seen"): report,
    ("visibility", "Who looks | The judgement is | The round | Seen"): judgement,
}
