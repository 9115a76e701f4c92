"""The table of the desk's gates: each address, who may read it, who may send its form, and what.

Whoever is not named is refused. The numbers and words are those of `tests.furnished`.
"""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from tests.architecture.check_words import goal_report, limit_words, report_words, wrong
from tests.architecture.gate_lines import (
    AINO,
    ALL,
    FOLLOWERS,
    HEAD,
    KEEPERS,
    KEEPERS_OF_FIGURE,
    LEADERS,
    READERS,
    REPORTERS,
    STAFF_ALL,
    Line,
    deed,
    none,
    pk,
    versioned,
)
from tests.architecture.gates_of_keeping import KEEPING
from tests.architecture.gates_of_sheets import SHEETS
from tests.architecture.round_gates import ROUNDS
from tests.furnished import Furnished


def goal_words(_city: Furnished) -> Mapping[str, Any]:
    """A new goal."""
    return {"level": "STRATEGIC", "name_fi": "Uusi tavoite"}


def measure_words(city: Furnished) -> Mapping[str, Any]:
    """A new measure, or new words of one."""
    return {
        "version": city.measure.version,
        "serves": city.goal.pk,
        "name_fi": "Uusi toimenpide",
        "unit": city.kemi.schools.pk,
        "needs_money": "NO",
        "environment_effect": "NONE",
        "visibility": "PUBLIC",
        "reason": "Syy",
    }


def indicator_words(city: Furnished) -> Mapping[str, Any]:
    """A figure and what it means."""
    return {
        "code": "uusi",
        "version": 1,
        "name_fi": "Uusi luku",
        "owner_unit": city.kemi.environment.pk,
        "unit_code": "persons",
        "decimals": 0,
        "wanted": "INCREASE",
        "frequency": "A",
        "lag_days": 0,
        "influence": "OWN",
        "visibility": "PUBLIC",
    }


ROW = {"path": "0.0"}
TABLE: dict[str, Line] = {
    "my_turn": Line(read=ALL),
    "sign_in": Line(read=ALL, send=ALL),
    "sign_out": deed(none, ALL),
    "account": Line(read=ALL),
    "trail": Line(read=READERS),
    "trail_of": Line(lambda city: {"label": "plans.goal", "pk": city.goal.pk}, READERS),
    "choose_letters": deed(none, ALL),
    "choose_language": deed(none, ALL, lambda _: {"language": "sv"}),
    # plans
    "plans": Line(read=STAFF_ALL),
    "new_plan": Line(
        read=LEADERS, send=LEADERS, body=lambda _: {"kind": "PLAN", "title_fi": "Uusi"}
    ),
    "plan": Line(pk("draft_plan"), AINO),
    "plan_texts": Line(pk("plan"), AINO, AINO, versioned("plan", title_fi="Nimi", reason="Syy")),
    "adopt": Line(
        pk("draft_plan"),
        AINO,
        AINO,
        lambda city: {
            "version": city.draft_plan.version,
            "decision": city.decision.pk,
            "holds_from": "2026-03-01",
        },
    ),
    "step_plan": Line(pk("plan"), AINO, AINO, versioned("plan", to="EVALUATED")),
    "publish_plan": Line(
        pk("plan"), AINO, AINO, versioned("plan", visibility="IN_PREPARATION", secrecy_ground="")
    ),
    "new_goal": Line(lambda city: {"plan": city.draft_plan.pk}, AINO, AINO, goal_words),
    "new_goal_under": Line(
        lambda city: {"plan": city.draft_plan.pk, "parent": city.draft_goal.pk},
        AINO,
        AINO,
        lambda _: {"level": "OBJECTIVE", "name_fi": "Alle"},
    ),
    "new_measure": Line(lambda city: {"plan": city.plan.pk}, AINO, AINO, measure_words),
    "value": Line(pk("value"), AINO, AINO, versioned("value", name_fi="Arvo", reason="Syy")),
    "goal": Line(pk("goal"), AINO, AINO, versioned("goal", name_fi="Tavoite", reason="Syy")),
    "goal_tests": Line(
        pk("goal"),
        AINO,
        AINO,
        versioned("goal", t1_kind="DEED", t1_deed="Ohje", t1_due_on="2026-06-01", reason="Syy"),
    ),
    "move_goal": deed(pk("second_draft_goal"), AINO, versioned("second_draft_goal", way="up")),
    "drop_goal": Line(pk("second_draft_goal"), AINO, AINO, versioned("second_draft_goal")),
    "goal_serves": deed(pk("draft_goal"), AINO, lambda city: {"goal": city.goal.pk}),
    "goal_serves_end": deed(lambda city: {"pk": city.draft_goal.pk, "goal": city.goal.pk}, AINO),
    "measure": Line(pk("measure"), HEAD, HEAD, measure_words),
    "add_serves": deed(pk("measure"), AINO, lambda city: {"goal": city.goal.pk}),
    "remove_serves": deed(lambda city: {"pk": city.measure.pk, "goal": city.objective.pk}, AINO),
    "add_step": deed(pk("measure"), HEAD, lambda _: {"text": "Tehdään", "due_on": "2026-05-01"}),
    "drop_measure": Line(pk("measure"), AINO, AINO, versioned("measure", reason="Syy")),
    "plan_health": Line(pk("draft_plan"), AINO),
    "health_repair": deed(pk("plan"), KEEPERS_OF_FIGURE, wrong("L16", needs_money="NO")),
    "health_accept": deed(pk("plan"), KEEPERS_OF_FIGURE, wrong("L22", reason="Syy")),
    "health_take_up": deed(lambda city: {"pk": city.plan.pk, "accepted": city.accepted.pk}, AINO),
    "health_limits": Line(read=KEEPERS, send=KEEPERS, body=limit_words),
    "merge_measure": Line(
        lambda city: {"pk": city.silent.pk, "other": city.measure.pk},
        AINO,
        AINO,
        versioned("silent", reason="Sama"),
    ),
    **ROUNDS,
    # entries
    "report_measure": Line(
        lambda city: {"round_pk": city.round.pk, "pk": city.measure.pk},
        REPORTERS,
        REPORTERS,
        report_words,
    ),
    "report_goal": Line(
        lambda city: {"round_pk": city.round.pk, "pk": city.objective.pk}, HEAD, HEAD, goal_report
    ),
    "same_as_before": deed(
        lambda city: {"round_pk": city.round.pk, "pk": city.measure.pk},
        REPORTERS,
        lambda city: {"version": city.entry.pk},
    ),
    "keep_draft": deed(
        lambda city: {"round_pk": city.round.pk, "kind": "measure", "pk": city.measure.pk},
        REPORTERS,
        lambda _: {"draft": "", "version": 0, "done": "Kesken."},
    ),
    "discard_draft": deed(
        lambda city: {"round_pk": city.round.pk, "kind": "measure", "pk": city.measure.pk},
        REPORTERS,
    ),
    "pass_on": Line(
        lambda city: {"round_pk": city.round.pk, "kind": "measure", "pk": city.measure.pk},
        REPORTERS,
        REPORTERS,
        lambda _: {"work_email": "eero@esimerkki.invalid", "reason": "Kuuluu toiselle."},
    ),
    "take_back": deed(
        lambda city: {"round_pk": city.round.pk, "kind": "measure", "pk": city.measure.pk},
        REPORTERS,
    ),
    "my_round": Line(pk("round"), STAFF_ALL),
    "approvals": Line(pk("round"), STAFF_ALL),
    "ask_for_proof": deed(
        pk("entry"), HEAD, lambda _: {"needed": "Kuva paikasta", "due_on": "2026-04-01"}
    ),
    "proof_request": Line(pk("proof_request"), HEAD | READERS),
    "answer_proof_request": deed(
        pk("proof_request"), HEAD, lambda _: {"proof_link": "https://www.kemi.fi/kuva"}
    ),
    "refuse_proof_request": deed(pk("proof_request"), HEAD, lambda _: {"reason": "Kuvaa ei ole."}),
    "withdraw_proof_request": deed(pk("proof_request"), AINO),
    "entry_record": Line(pk("entry"), FOLLOWERS),
    "undo": deed(pk("entry"), REPORTERS),
    "approve_entry": deed(pk("entry"), HEAD),
    "return_entry": deed(pk("entry"), HEAD, lambda _: {"reason": "Täsmennä."}),
    "proof": Line(pk("proof"), FOLLOWERS),
    "approve_proof": deed(pk("proof"), HEAD),
    "proof_file": Line(pk("proof"), FOLLOWERS),
    # deviations
    "ledger": Line(read=STAFF_ALL),
    "deviations": Line(read=STAFF_ALL),
    "deviation": Line(
        pk("deviation"),
        FOLLOWERS,
        REPORTERS,
        versioned("deviation", cause="Syy", post="", due_on=""),
    ),
    "act_on_deviation": deed(pk("deviation"), REPORTERS, versioned("deviation", note="Tehty.")),
    "verify_deviation": deed(
        pk("acted_deviation"),
        HEAD,
        versioned("acted_deviation", note="Auttoi.", helped="yes"),
    ),
    "close_deviation": deed(pk("accepted_deviation"), HEAD, versioned("accepted_deviation")),
    "notice_deviation": deed(lambda city: {"kind": "measure", "pk": city.untaken.pk}, REPORTERS),
    **KEEPING,
    **SHEETS,
    # decisions and work
    # keeping
    "letters": Line(read=KEEPERS),
    "letter": Line(pk("letter"), KEEPERS),
    "letter_again": deed(pk("stopped_letter"), KEEPERS, versioned("stopped_letter")),
    "letter_leave": deed(pk("letter"), KEEPERS, versioned("letter")),
    "new_decision": Line(
        read=KEEPERS,
        send=KEEPERS,
        body=lambda city: {
            "title": "Uusi",
            "body": city.kemi.council.pk,
            "decided_on": "2026-03-01",
        },
    ),
    "decision": Line(pk("decision"), STAFF_ALL),
    "work": Line(pk("job"), AINO),
    "work_cancel": deed(pk("job"), AINO),
    "work_again": deed(pk("job"), AINO),
    # import
    "imports": Line(
        read=AINO, send=AINO, body=lambda _: {"text": "Strategia\nArvot\nRohkeus", "language": "fi"}
    ),
    "import": Line(pk("draft"), AINO),
    "import_certain": deed(pk("draft"), AINO, versioned("draft")),
    "import_accept": deed(pk("draft"), AINO, versioned("draft", visibility="DRAFT")),
    "import_discard": deed(pk("draft"), AINO, versioned("draft")),
    "import_row": Line(
        lambda city: {"pk": city.draft.pk, **ROW},
        AINO,
        AINO,
        versioned("draft", kind="value", title="Rohkeus"),
    ),
    **{
        f"import_row_{way}": deed(
            lambda city: {"pk": city.draft.pk, **ROW}, AINO, versioned("draft")
        )
        for way in ("accept", "all", "reopen", "part")
    },
    "import_row_drop": Line(
        lambda city: {"pk": city.draft.pk, **ROW}, AINO, AINO, versioned("draft", reason="Ei")
    ),
    "import_line": Line(
        lambda city: {"pk": city.draft.pk, "line": 2},
        AINO,
        AINO,
        versioned("draft", where="0", kind="text", words="Sanat"),
    ),
    "import_line_drop": Line(
        lambda city: {"pk": city.draft.pk, "line": 2}, AINO, AINO, versioned("draft", reason="Ei")
    ),
    # indicators
    "indicators": Line(read=STAFF_ALL),
    "new_indicator": Line(read=KEEPERS_OF_FIGURE, send=KEEPERS_OF_FIGURE, body=indicator_words),
    "indicator": Line(lambda city: {"pk": city.indicator}, STAFF_ALL),
    "edit_indicator": Line(
        lambda city: {"pk": city.indicator},
        KEEPERS_OF_FIGURE,
        KEEPERS_OF_FIGURE,
        indicator_words,
    ),
    "indicator_value": Line(
        lambda city: {"pk": city.indicator},
        KEEPERS_OF_FIGURE,
        KEEPERS_OF_FIGURE,
        lambda _: {"period": "2021", "value": "99", "status": "A"},
    ),
    "indicator_target": Line(
        lambda city: {"pk": city.indicator},
        KEEPERS_OF_FIGURE,
        KEEPERS_OF_FIGURE,
        lambda _: {
            "version": 0,
            "level": "DESIRED",
            "mode": "REACH",
            "path": "LINEAR",
            "period": "2030",
            "value": "200",
        },
    ),
    "indicator_break": Line(
        lambda city: {"pk": city.indicator},
        KEEPERS_OF_FIGURE,
        KEEPERS_OF_FIGURE,
        lambda _: {"first": "2023", "kind": "METHOD"},
    ),
    "void_break": deed(
        lambda city: {"pk": city.indicator, "mark": city.mark.pk}, KEEPERS_OF_FIGURE
    ),
    "observation": Line(lambda city: {"pk": city.observation}, STAFF_ALL),
    "batch": Line(pk("batch"), STAFF_ALL),
    "accept_batch": deed(pk("batch"), KEEPERS_OF_FIGURE, lambda _: {"reason": "Tarkistettu."}),
    "reject_batch": deed(pk("batch"), KEEPERS_OF_FIGURE, lambda _: {"reason": "Väärin."}),
    # reports
    "editions": Line(read=READERS),
    "verify": Line(read=READERS),
    "edition": Line(pk("correction"), READERS),
    "edition_files": deed(pk("correction"), AINO),
    "publish_edition": deed(pk("correction"), AINO),
    "correct_edition": deed(pk("correction"), AINO, lambda _: {"reason": "Taas tarkentui."}),
    "edition_file": Line(lambda city: {"pk": city.correction.pk, "file": 999}),
    "report": Line(pk("past"), READERS),
    "freeze_edition": deed(pk("past"), AINO),
    "record": Line(lambda city: {"label": "followup.entry", "pk": city.entry.pk}, STAFF_ALL),
}
PUBLIC = {
    "front", "strategy", "picture", "value", "goal", "measures", "measure", "proof", "plans",
    "plan", "how", "indicators", "indicator", "indicator_csv", "indicator_excel",
    "indicator_json", "publications", "publication", "edition_file", "record", "theme", "scheme",
    "update", "update_same", "update_undo", "update_pass_on", "update_new_link", "update_sheet",
    "decline",
    "promises",
    "year", "year_calendar",
}  # fmt: skip
"""Every address that anybody may open; each shows only what is public."""


def address_of(name: str, city: Furnished) -> str:
    """The address of a line of the table, in this city."""
    return reverse(f"desk:{name}", kwargs=dict(TABLE[name].args(city)))
