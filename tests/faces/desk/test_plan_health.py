"""The plan check on the desk: counts in words, repairs, accepted warnings, two people at once."""

import pytest
from django.http import HttpResponse
from django.urls import reverse

from ruori.kernel.moments import now
from ruori.kernel.text import Text
from ruori.notices.actions import check_plans
from ruori.notices.queries import plan_health
from ruori.organisation.rules import SYSTEM
from ruori.plans import actions, queries
from ruori.plans.codes import Fate, NeedsMoney, PlanKind
from ruori.plans.models import AcceptedFinding, Measure, Step, Succession
from ruori.plans.queries import Finding
from tests.city import measure
from tests.furnished import NOW, Furnished

pytestmark = pytest.mark.django_db


def found(code: str, pk: int) -> Finding:
    """The finding of a rule about a thing."""
    return next(
        one
        for one in plan_health(NOW)
        if one.problem.code == code and one.problem.about and one.problem.about.pk == pk
    )


def said(answer: HttpResponse) -> str:
    """The page without its folds of lines."""
    return " ".join(answer.content.decode().split())


def health(city: Furnished, query: str = "") -> HttpResponse:
    """The page as who steers sees it."""
    address = reverse("desk:plan_health", args=[city.plan.pk])
    return city.browser("aino").get(address + query)  # type: ignore[return-value]


def send(city: Furnished, way: str, **words: object) -> HttpResponse:
    """A form of the page, sent by who steers."""
    address = reverse(f"desk:health_{way}", args=[city.plan.pk])
    return city.browser("aino").post(address, words)  # type: ignore[return-value]


def test_the_page_counts_in_words_and_shows_seven_at_a_time(small_city: Furnished) -> None:
    page = said(health(small_city))
    assert "korjattava" in page
    assert page.count('id="finding-') == 7
    assert "Näytä kaikki" in page
    rest = said(health(small_city, "?all="))
    assert "Näytä kaikki" not in rest
    assert rest.count("?finding=") > 7


def test_the_page_can_be_narrowed_to_a_rule_and_to_one_finding(small_city: Furnished) -> None:
    page = said(health(small_city, "?rule=L16"))
    assert "· L16</p>" in page
    assert "· L22</p>" not in page
    mark = found("L16", small_city.silent.pk).fingerprint
    one = said(health(small_city, f"?finding={mark}"))
    assert one.count('id="finding-') == 1


def test_a_finding_is_mended_on_the_spot(small_city: Furnished) -> None:
    finding = found("L16", small_city.silent.pk)
    words = {"fingerprint": finding.fingerprint, "version": small_city.silent.version}
    answer = send(small_city, "repair", needs_money="NO", **words)
    assert answer.status_code == 302
    card = queries.measure_card(SYSTEM, now(NOW), small_city.silent.pk)
    assert card is not None
    assert card.needs_money is NeedsMoney.NO


def test_the_page_tells_when_the_plans_were_checked_and_what_was_mended_since(
    small_city: Furnished,
) -> None:
    check_plans(at=NOW)
    plan = reverse("desk:plan", args=[small_city.plan.pk])
    pages = (plan, reverse("desk:plans"), reverse("desk:plan_health", args=[small_city.plan.pk]))
    browser = small_city.browser("aino")
    for address in pages:
        assert "Tarkistettu " in said(browser.get(address))  # type: ignore[arg-type]
        assert "Sen jälkeen" not in said(browser.get(address))  # type: ignore[arg-type]
    version, change = small_city.silent.version, {"code": "X"}
    actions.change_measure(
        measure=small_city.silent, version=version, changes=change, by=SYSTEM, at=NOW
    )
    for address in pages:
        assert "Sen jälkeen on muutettu" in said(browser.get(address))  # type: ignore[arg-type]


def test_what_is_mended_on_the_page_is_gone_from_it_at_once(small_city: Furnished) -> None:
    check_plans(at=NOW)
    finding = found("L16", small_city.silent.pk)
    assert f"finding-{finding.fingerprint[:12]}" in said(health(small_city, "?rule=L16"))
    words = {"fingerprint": finding.fingerprint, "version": small_city.silent.version}
    assert send(small_city, "repair", needs_money="NO", **words).status_code == 302
    page = said(health(small_city, "?rule=L16"))
    assert f"finding-{finding.fingerprint[:12]}" not in page
    assert "Sen jälkeen on muutettu" not in page


def test_a_next_task_is_agreed_on_the_spot_and_half_a_task_is_asked_again(
    small_city: Furnished,
) -> None:
    words = {"fingerprint": found("L22", small_city.silent.pk).fingerprint, "version": 1}
    answer = send(small_city, "repair", text="Kilpailutetaan", **words)
    assert answer.status_code == 422
    assert 'value="Kilpailutetaan"' in said(answer)
    sent = send(small_city, "repair", text="Kilpailutetaan", due_on="2026-06-01", **words)
    assert sent.status_code == 302
    assert Step.objects.filter(measure=small_city.silent).count() == 1


def test_a_warning_is_accepted_with_a_reason_and_taken_up_again(small_city: Furnished) -> None:
    mark = found("L22", small_city.silent.pk).fingerprint
    assert send(small_city, "accept", fingerprint=mark, reason=" ").status_code == 422
    assert send(small_city, "accept", fingerprint=mark, reason="Odotetaan.").status_code == 302
    page = said(health(small_city))
    assert "Näin hyväksytyt" in page
    assert "”Odotetaan.”" in page
    row = AcceptedFinding.objects.get(measure=small_city.silent)
    address = reverse("desk:health_take_up", args=[small_city.plan.pk, row.pk])
    assert small_city.browser("aino").post(address).status_code == 302
    assert "”Odotetaan.”" not in said(health(small_city))


def test_what_was_mended_meanwhile_is_told_and_nothing_is_written(small_city: Furnished) -> None:
    answer = send(small_city, "accept", fingerprint="0" * 64, reason="Odotetaan.")
    assert answer.status_code == 409
    assert "sen jälkeen, kun luit sen" in said(answer)
    assert not AcceptedFinding.objects.filter(measure=small_city.silent).exists()


def test_two_who_mend_at_once_lose_nothing(small_city: Furnished) -> None:
    finding = found("L16", small_city.silent.pk)
    words = {"fingerprint": finding.fingerprint, "version": small_city.silent.version}
    actions.change_measure(
        measure=small_city.silent,
        version=small_city.silent.version,
        changes={"code": "X"},
        by=SYSTEM,
        at=NOW,
    )
    assert send(small_city, "repair", needs_money="NO", **words).status_code == 409


def test_a_plan_in_order_tells_what_was_checked(small_city: Furnished) -> None:
    terms = actions.PlanTerms(Text("Tyhjä"))
    plan = actions.draft_plan(kind=PlanKind.PROGRAMME, terms=terms, by=SYSTEM, at=NOW)
    address = reverse("desk:plan_health", args=[plan.pk])
    page = said(small_city.browser("aino").get(address))  # type: ignore[arg-type]
    assert "Ei korjattavaa" in page
    assert "Mitään ei luvata kahdesti" in page


def test_a_head_mends_what_is_his_own_and_sees_no_forms_of_others(small_city: Furnished) -> None:
    address = reverse("desk:plan_health", args=[small_city.plan.pk])
    page = said(small_city.browser("eero").get(f"{address}?rule=L16"))  # type: ignore[arg-type]
    assert page.count("Kerro rahantarve</button>") == 1
    assert "Muokkaa suunnitelmaa" not in page


def test_what_stops_an_adoption_is_listed_where_it_is_recorded(small_city: Furnished) -> None:
    terms = actions.PlanTerms(Text("Strategia"))
    plan = actions.draft_plan(kind=PlanKind.STRATEGY, terms=terms, by=SYSTEM, at=NOW)
    address = reverse("desk:adopt", args=[plan.pk])
    browser = small_city.browser("aino")
    assert "Suunnitelman terveys estää hyväksymisen" in browser.get(address).content.decode()
    words = {"version": 1, "decision": small_city.decision.pk, "holds_from": "2026-01-01"}
    answer = browser.post(address, words)
    assert answer.status_code == 422
    assert "korjaa ensin 1 kohtaa" in answer.content.decode()


def test_an_old_goal_is_given_its_fate_on_the_spot(small_city: Furnished) -> None:
    terms = actions.PlanTerms(Text("Uusi"), evaluation_plan=Text("Vuosittain."))
    new = actions.draft_plan(
        kind=PlanKind.STRATEGY, terms=terms, supersedes=small_city.plan, by=SYSTEM, at=NOW
    )
    mark = found("L25", small_city.goal.pk).fingerprint
    address = reverse("desk:health_repair", args=[new.pk])
    words = {"fingerprint": mark, "fate": "DROPPED", "heir": "", "reason": ""}
    assert small_city.browser("aino").post(address, words).status_code == 422
    words["reason"] = "Valmis."
    assert small_city.browser("aino").post(address, words).status_code == 302
    assert Succession.objects.get(old_goal=small_city.goal).fate == Fate.DROPPED


def test_twins_are_merged_on_a_page_of_their_own(small_city: Furnished) -> None:
    kept = measure(small_city.plan, small_city.goal, small_city.kemi.education, name="Sama")
    address = reverse("desk:merge_measure", args=[small_city.silent.pk, kept.pk])
    browser = small_city.browser("aino")
    assert "Yhdistä toisin päin" in browser.get(address).content.decode()
    stale = browser.post(address, {"version": 99, "reason": "Sama"})
    assert stale.status_code == 409
    version = Measure.objects.get(pk=small_city.silent.pk).version
    assert browser.post(address, {"version": version, "reason": "Sama"}).status_code == 302


def test_limits_keep_what_two_wrote_and_refuse_nonsense(small_city: Furnished) -> None:
    browser, address = small_city.browser("tuki"), reverse("desk:health_limits")
    words = {
        "version": 1,
        "plan_hint": 10,
        "plan_warn": 30,
        "post_warn": 15,
        "similarity": "0.80",
        "shortest": 4,
        "step_months": 12,
        "steps_wanted": 3,
        "judged_months": 3,
    }
    assert browser.post(address, words | {"plan_hint": 31}).status_code == 422
    assert browser.post(address, words).status_code == 302
    assert browser.post(address, words).status_code == 409
    assert queries.limits_card(now(NOW)).limits.plan_warn == 30
