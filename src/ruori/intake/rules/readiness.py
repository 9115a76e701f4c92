"""What still stands between a draft and its acceptance (pure)."""

from collections.abc import Iterator

from ruori.intake.draft import Draft, DraftPlan, State
from ruori.intake.rules.rows import may_stand, rows
from ruori.kernel.problems import Problem
from ruori.kernel.text import N_


def open_rows(draft: Draft) -> int:
    """How many rows nobody has accepted or dropped."""
    return sum(placed.row.state is State.OPEN for placed in rows(draft))


def open_lines(draft: Draft) -> int:
    """How many unread lines nobody has settled."""
    return sum(item.state is State.OPEN for item in draft.needs_review)


def problems(draft: Draft) -> list[Problem]:
    """Everything that must be put right before the draft can be accepted; [] when nothing."""
    return [*_unsettled(draft), *_disorders(draft)]


def _unsettled(draft: Draft) -> Iterator[Problem]:
    waiting = open_rows(draft)
    if waiting:
        msgid = N_("Rows that nobody has accepted or dropped: %(count)s.")
        yield Problem("ROWS_OPEN", msgid, {"count": waiting})
    unread = open_lines(draft)
    if unread:
        msgid = N_("Unread lines that nobody has settled: %(count)s.")
        yield Problem("LINES_OPEN", msgid, {"count": unread})
    if not any(plan.state is State.ACCEPTED for plan in draft.plans):
        yield Problem("NOTHING_ACCEPTED", N_("No plan has been accepted."))


def _disorders(draft: Draft) -> Iterator[Problem]:
    """Accepted rows that cannot become what they say."""
    for placed in rows(draft):
        row = placed.row
        if row.state is not State.ACCEPTED:
            continue
        facts = {"line": row.line}
        if not isinstance(row, DraftPlan):
            if not may_stand(row.kind, placed.above):
                msgid = N_("The row on line %(line)s cannot stand where it does.")
                yield Problem("WRONG_PLACE", msgid, facts)
            continue
        if not row.title.strip():
            yield Problem("TITLE_MISSING", N_("The plan on line %(line)s has no name."), facts)
        if row.decision is not None and not (row.decision.body and row.decision.date):
            msgid = N_("The adoption of the plan on line %(line)s lacks its body or its day.")
            yield Problem("ADOPTION_INCOMPLETE", msgid, facts)
