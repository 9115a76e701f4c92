"""Rows about who answers on a day when somebody stands in, and after a unit is split."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from ruori.followup import actions as followup
from ruori.followup.models import Entry
from ruori.kernel.codes import Progress
from ruori.kernel.moments import Moment
from ruori.organisation import actions as organisation
from ruori.organisation.models import Holding, Person, Post, Unit
from ruori.organisation.queries import chart
from ruori.organisation.rules import MAIN_HOLDER, SYSTEM, SuccessionKind, reachable_owner
from ruori.plans.actions import Succession, reorganise
from ruori.plans.models import GoalState, MeasureState
from tests import city
from tests.rules.paper import Tried

AWAY, BACK = date(2026, 6, 1), date(2026, 7, 1)
SPLIT_ON, DAY_BEFORE = date(2026, 8, 1), date(2026, 7, 31)
IN_JUNE = datetime(2026, 6, 10, 9, tzinfo=UTC)
NOBODY = "–"
DAYS = {
    "31.5.": (date(2026, 5, 31),),
    "1.–30.6., Liisa away, Sara stands in": (AWAY, date(2026, 6, 15), date(2026, 6, 30)),
    "1.7.": (BACK,),
}


def deputy_for_a_time(when: str, main: str, first: str, who: str) -> None:
    """Who has a post and who answers, on each day a row speaks of."""
    city.city(mayor=city.post("mayor", city.unit("office"), holder=city.person("Eeva")))
    people = {name: city.person(name) for name in ("Liisa", "Ritva", "Sara")}
    post = city.post("planner", city.unit("schools"), holder=people["Liisa"])
    city.hold(post, people["Ritva"], deputy_order=1)
    organisation.stand_in(
        post=post,
        version=post.version,
        deputy=people["Sara"],
        start=AWAY,
        end=BACK,
        by=SYSTEM,
        at=city.AT,
    )
    for day in DAYS[when]:
        held = list(Holding.objects.in_force(day).filter(post=post).order_by("deputy_order"))
        mains = [_name(row.person) for row in held if row.deputy_order == MAIN_HOLDER]
        deputies = [_name(row.person) for row in held if row.deputy_order != MAIN_HOLDER]
        assert (mains or [NOBODY]) == [main]
        assert deputies[0] == first.removesuffix(" (standing)")
        answers = _who(day, post.pk, None)
        assert answers == who.removesuffix(", *sijaisena*")
        assert (answers not in mains) == who.endswith(", *sijaisena*")


def after_a_split(thing: str, post: str, heir: str, unit: str, before: str, after: str) -> None:
    """Where a thing of a split unit stands and who answers for it, before and after."""
    town = _town()
    told = town.split()[thing]
    chosen = {"A": NOBODY, "B": NOBODY, "C": "Learning", "D": "Youth"}.get(thing[-1], NOBODY)
    assert heir == chosen
    assert (post == "planner") == (told.post_before is not None)
    name, _, without_post = unit.partition(", ")
    assert Unit.objects.get(pk=told.unit_after).code == name.lower()
    if without_post == "without a post":
        assert told.post_after is None
    if thing.startswith("an entry"):
        assert (before, after) == (NOBODY, NOBODY)
        return
    assert _who(DAY_BEFORE, told.post_before, told.unit_before) == before
    assert _who(SPLIT_ON, told.post_after, told.unit_after) == after


@dataclass(frozen=True, slots=True)
class _Told:
    """Where a thing stood and stands: its unit and post."""

    unit_before: int
    post_before: int | None
    unit_after: int
    post_after: int | None


@dataclass(frozen=True, slots=True)
class _Town:
    """The town of the page: Schools, its heirs, the planner's post and the things of Schools."""

    schools: Unit
    learning: Unit
    youth: Unit
    planner: Post
    measures: dict[str, int]
    goal: int
    entry: Entry

    def split(self) -> dict[str, _Told]:
        """Split Schools as the page says; where each thing stood and stands."""
        self.schools.refresh_from_db()
        reorganise(
            unit=self.schools,
            version=self.schools.version,
            succession=Succession(
                SuccessionKind.SPLIT,
                (self.learning, self.youth),
                SPLIT_ON,
                posts={self.planner.pk: self.youth.pk},
                things={
                    ("plans.measure", self.measures["C"]): self.learning.pk,
                    ("plans.goal", self.goal): self.youth.pk,
                },
                reason="Opetuksen uudistus",
            ),
            by=SYSTEM,
            at=IN_JUNE,
        )
        told = {
            f"measure {letter}": _told(MeasureState, measure_id=pk)
            for letter, pk in self.measures.items()
        }
        told["goal D"] = _told(GoalState, goal_id=self.goal)
        kept = Entry.objects.get(pk=self.entry.pk).unit_id
        told["an entry written in June"] = _Told(kept, None, kept, None)
        return told


def _town() -> _Town:
    people = {name: city.person(name) for name in ("Aino", "Cecilia", "Daavid", "Eeva", "Johtaja")}
    office = city.unit("office")
    city.city(mayor=city.post("mayor", office, is_head=True, holder=people["Johtaja"]))
    schools, learning, youth = (
        city.unit(code, parent=office) for code in ("schools", "learning", "youth")
    )
    city.head(schools, people["Cecilia"])
    city.head(learning, people["Daavid"])
    city.head(youth, people["Eeva"])
    planner = city.post("planner", schools, holder=people["Aino"])
    plan = city.draft_plan()
    goal = city.goal(plan, unit=schools)
    posts = {"A": None, "B": planner, "C": planner}
    measures = {
        letter: city.measure(plan, goal, schools, name=f"Toimenpide {letter}", post=post)
        for letter, post in posts.items()
    }
    city.adopt(plan)
    row = city.opened_round(schools)
    made = followup.report_measure(
        round=row, measure=measures["A"], progress=Progress.ON_SCHEDULE, by=SYSTEM, at=IN_JUNE
    )
    keys = {letter: measure.pk for letter, measure in measures.items()}
    entry = Entry.objects.get(pk=made.entry)
    return _Town(schools, learning, youth, planner, keys, goal.pk, entry)


def _told(model: type[MeasureState | GoalState], **key: int) -> _Told:
    before = model.objects.in_force(DAY_BEFORE).get(**key)
    after = model.objects.in_force(SPLIT_ON).get(**key)
    return _Told(before.unit_id or 0, before.post_id, after.unit_id or 0, after.post_id)


def _who(day: date, post: int | None, unit: int | None) -> str:
    found = reachable_owner(chart(Moment(day)), post=post, unit=unit)
    assert found is not None
    return _name(Person.objects.get(pk=found.person))


def _name(person: Person) -> str:
    return person.name.removeprefix("Esimerkki ")


TABLES: Tried = {
    ("owner", "Day | Main holder | First deputy | Who answers"): deputy_for_a_time,
    (
        "owner",
        "Thing of Schools | Its post | Chosen heir | Unit from 1.8. | Who answers on 31.7."
        " | Who answers on 1.8.",
    ): after_a_split,
}
