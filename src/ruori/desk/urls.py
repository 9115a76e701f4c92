"""Addresses of the desk: English, without a language; every one has a gate."""

from django.urls import URLPattern, URLResolver, include, path

from ruori.desk import (
    account,
    approvals,
    decisions,
    deviations,
    drafts,
    entry,
    indicators,
    judgements,
    ledger,
    letters,
    links,
    mine,
    passing,
    people,
    proof_requests,
    reports,
    reviews,
    round_planning,
    rounds,
    trail,
    turn,
    unit_reports,
    work,
    year,
)
from ruori.desk.keeping import abolishing, closing, overview, posts, roles, units
from ruori.desk.plans import goals, life, measures, pages, serving, testing
from ruori.desk.plans.health import limits as health_limits
from ruori.desk.plans.health import merging
from ruori.desk.plans.health import pages as health

app_name = "desk"

ACCOUNT: list[URLPattern] = [
    path("sign-in/", account.sign_in, name="sign_in"),
    path("sign-out/", account.sign_out, name="sign_out"),
    path("account/", account.account, name="account"),
    path("account/language/", account.choose_language, name="choose_language"),
    path("account/letters/", account.choose_letters, name="choose_letters"),
]
PLANS: list[URLPattern] = [
    path("plans/", pages.plan_list, name="plans"),
    path("plans/new/", pages.new_plan, name="new_plan"),
    path("plans/<int:pk>/", pages.plan, name="plan"),
    path("plans/<int:pk>/texts/", pages.plan_texts, name="plan_texts"),
    path("plans/<int:pk>/adopt/", pages.adopt, name="adopt"),
    path("plans/<int:pk>/step/", life.step_plan, name="step_plan"),
    path("plans/<int:pk>/visibility/", life.publish_plan, name="publish_plan"),
    path("plans/<int:plan>/goals/new/", goals.new_goal, name="new_goal"),
    path("plans/<int:plan>/goals/<int:parent>/new/", goals.new_goal, name="new_goal_under"),
    path("plans/<int:plan>/measures/new/", measures.new_measure, name="new_measure"),
    path("values/<int:pk>/", goals.value, name="value"),
    path("goals/<int:pk>/", goals.goal, name="goal"),
    path("goals/<int:pk>/tests/", testing.goal_tests, name="goal_tests"),
    path("goals/<int:pk>/move/", goals.move, name="move_goal"),
    path("goals/<int:pk>/drop/", goals.drop_goal, name="drop_goal"),
    path("goals/<int:pk>/serves/", serving.goal_serves, name="goal_serves"),
    path("goals/<int:pk>/serves/<int:goal>/end/", serving.goal_serves_end, name="goal_serves_end"),
    path("measures/<int:pk>/", measures.measure, name="measure"),
    path("measures/<int:pk>/serves/", serving.add_serves, name="add_serves"),
    path("measures/<int:pk>/serves/<int:goal>/end/", serving.remove_serves, name="remove_serves"),
    path("measures/<int:pk>/steps/", measures.add_step, name="add_step"),
    path("measures/<int:pk>/drop/", measures.drop_measure, name="drop_measure"),
]
HEALTH: list[URLPattern] = [
    path("plans/<int:pk>/health/", health.plan_health, name="plan_health"),
    path("plans/<int:pk>/health/repair/", health.health_repair, name="health_repair"),
    path("plans/<int:pk>/health/accept/", health.health_accept, name="health_accept"),
    path(
        "plans/<int:pk>/health/accepted/<int:accepted>/take-up/",
        health.health_take_up,
        name="health_take_up",
    ),
    path("plan-check/limits/", health_limits.health_limits, name="health_limits"),
    path("measures/<int:pk>/merge/<int:other>/", merging.merge_measure, name="merge_measure"),
]
ROUNDS: list[URLPattern] = [
    path("rounds/", rounds.round_list, name="rounds"),
    path("rounds/new/", round_planning.new_round, name="new_round"),
    path("rounds/rhythm/<int:year>/", round_planning.take_up_rhythm, name="take_up_rhythm"),
    path("rounds/<int:pk>/", rounds.round_page, name="round"),
    path("rounds/<int:pk>/edit/", round_planning.edit_round, name="edit_round"),
    path("rounds/<int:pk>/units/", round_planning.round_units, name="round_units"),
    path("rounds/<int:pk>/units/stagger/", round_planning.stagger, name="stagger"),
    path("rounds/<int:pk>/units/choose/", round_planning.choose_units, name="choose_units"),
    path("rounds/<int:pk>/copy/", round_planning.copy_round, name="copy_round"),
    path("rounds/<int:pk>/links/", links.round_links, name="round_links"),
    path("links/<int:pk>/end/", links.end_link, name="end_link"),
    path("links/<int:pk>/again/", links.send_link_again, name="send_link_again"),
    path("rounds/<int:pk>/step/<slug:way>/", rounds.step, name="round_step"),
    path("rounds/<int:pk>/judgements/", judgements.round_judgements, name="round_judgements"),
    path(
        "rounds/<int:round_pk>/judgements/<int:goal>/",
        judgements.goal_judgement,
        name="goal_judgement",
    ),
    path("rounds/<int:round_pk>/units/<int:unit>/", unit_reports.unit_report, name="unit_report"),
    path("unit-reports/<int:pk>/approve/", unit_reports.approve_report, name="approve_report"),
    path("unit-reports/<int:pk>/return/", unit_reports.return_report, name="return_report"),
]
ENTRIES: list[URLPattern] = [
    path(
        "entry/<int:round_pk>/measure/<int:pk>/",
        entry.report_measure,
        name="report_measure",
    ),
    path("entry/<int:round_pk>/goal/<int:pk>/", entry.report_goal, name="report_goal"),
    path(
        "entry/<int:round_pk>/measure/<int:pk>/same/", entry.same_as_before, name="same_as_before"
    ),
    path("entry/<int:round_pk>/<slug:kind>/<int:pk>/draft/", drafts.keep_draft, name="keep_draft"),
    path(
        "entry/<int:round_pk>/<slug:kind>/<int:pk>/draft/discard/",
        drafts.discard_draft,
        name="discard_draft",
    ),
    path("entry/<int:round_pk>/<slug:kind>/<int:pk>/pass-on/", passing.pass_on, name="pass_on"),
    path(
        "entry/<int:round_pk>/<slug:kind>/<int:pk>/take-back/",
        passing.take_back,
        name="take_back",
    ),
    path("rounds/<int:pk>/approvals/", approvals.approvals, name="approvals"),
    path("rounds/<int:pk>/mine/", mine.my_round, name="my_round"),
    path("entries/<int:pk>/", reviews.entry_record, name="entry_record"),
    path("entries/<int:pk>/ask/", proof_requests.ask, name="ask_for_proof"),
    path("proof-requests/<int:pk>/", proof_requests.request_page, name="proof_request"),
    path("proof-requests/<int:pk>/answer/", proof_requests.answer, name="answer_proof_request"),
    path("proof-requests/<int:pk>/refuse/", proof_requests.refuse, name="refuse_proof_request"),
    path(
        "proof-requests/<int:pk>/withdraw/",
        proof_requests.withdraw,
        name="withdraw_proof_request",
    ),
    path("entries/<int:pk>/undo/", entry.undo, name="undo"),
    path("entries/<int:pk>/approve/", reviews.approve_entry, name="approve_entry"),
    path("entries/<int:pk>/return/", reviews.return_entry, name="return_entry"),
    path("proofs/<int:pk>/", reviews.proof, name="proof"),
    path("proofs/<int:pk>/approve/", reviews.approve_proof, name="approve_proof"),
    path("proofs/<int:pk>/file/", reviews.proof_file, name="proof_file"),
]
DEVIATIONS: list[URLPattern] = [
    path("ledger/", ledger.ledger, name="ledger"),
    path("deviations/", deviations.deviation_list, name="deviations"),
    path("deviations/<int:pk>/", deviations.deviation, name="deviation"),
    path("deviations/<int:pk>/act/", deviations.act, name="act_on_deviation"),
    path("deviations/<int:pk>/verify/", deviations.verify, name="verify_deviation"),
    path("deviations/<int:pk>/close/", deviations.close, name="close_deviation"),
    path("deviations/of/<slug:kind>/<int:pk>/", deviations.notice, name="notice_deviation"),
]
KEEPING: list[URLPattern] = [
    path("organisation/", overview.overview, name="organisation"),
    path("people/new/", people.new_person, name="new_person"),
    path("people/<int:pk>/change/", people.change_person, name="change_person"),
    path("posts/new/", posts.new_post, name="new_post"),
    path("posts/<int:pk>/", posts.post, name="post"),
    path("posts/<int:pk>/change/", posts.change_post, name="change_post"),
    path("posts/<int:pk>/leave/", posts.leave, name="leave_post"),
    path("posts/<int:pk>/abolish/", abolishing.abolish, name="abolish_post"),
    path("posts/<int:pk>/away/", posts.away, name="away_post"),
    path("units/new/", units.new_unit, name="new_unit"),
    path("units/<int:pk>/", units.unit, name="unit"),
    path("units/<int:pk>/change/", units.change_unit, name="change_unit"),
    path("units/<int:pk>/close/", closing.close_unit, name="close_unit"),
    path("roles/", roles.roles, name="roles"),
    path("roles/<int:pk>/end/", roles.end_role, name="end_role"),
    path("decisions/new/", decisions.new_decision, name="new_decision"),
    path("decisions/<int:pk>/", decisions.decision, name="decision"),
    path("letters/", letters.letters, name="letters"),
    path("letters/<int:pk>/", letters.letter, name="letter"),
    path("letters/<int:pk>/again/", letters.again, name="letter_again"),
    path("letters/<int:pk>/leave/", letters.leave, name="letter_leave"),
    path("trail/", trail.newest, name="trail"),
    path("trail/<str:label>/<int:pk>/", trail.of_record, name="trail_of"),
    path("work/<int:pk>/", work.work, name="work"),
    path("work/<int:pk>/cancel/", work.cancel, name="work_cancel"),
    path("work/<int:pk>/again/", work.start_again, name="work_again"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", turn.my_turn, name="my_turn"),
    *ACCOUNT,
    *PLANS,
    *HEALTH,
    *ROUNDS,
    *ENTRIES,
    *DEVIATIONS,
    *KEEPING,
    path("imports/", include("ruori.desk.intake.urls")),
    path("", include("ruori.desk.sheets.urls")),
    *indicators.addresses,
    *reports.addresses,
    *year.addresses,
]
