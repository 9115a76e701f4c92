"""The long work of an edition: its files in every language, made by the worker."""

from typing import Any

from django.conf import settings
from django.utils import timezone
from django_tasks import TaskContext, task

from ruori.jobs.actions import run_steps
from ruori.jobs.rules import Doing, Outcome, Step, kept_outcome
from ruori.kernel.problems import Ref
from ruori.kernel.text import LANGUAGES, N_
from ruori.organisation.rules import SYSTEM
from ruori.reports.actions import keep_rendering
from ruori.reports.models import Edition
from ruori.reports.queries import verify
from ruori.reports.rules import KEPT_FORMATS, LABEL

KIND = "edition.files"


def make_files(doing: Doing) -> dict[str, Any]:
    """Every file that is not there yet; doing it twice makes nothing new."""
    edition = Edition.objects.get(pk=doing.parameters["edition"])
    wanted = [(language, format_) for language in LANGUAGES for format_ in KEPT_FORMATS]
    made = 0
    for done, (language, format_) in enumerate(wanted):
        doing.tell(done, len(wanted))
        kept = keep_rendering(
            edition=edition,
            language=language,
            format_=format_,
            fonts=settings.REPORT_FONTS,
            by=SYSTEM,
            at=doing.at,
        )
        made += kept.is_new
    doing.tell(len(wanted), len(wanted))
    return {"made": made}


def check_files(doing: Doing) -> dict[str, Any]:
    """Read back what was kept, and say how it went."""
    edition = Edition.objects.get(pk=doing.parameters["edition"])
    about = Ref(LABEL, edition.pk, edition.title)
    broken = [problem for problem in verify() if problem.about == about]
    msgid = N_("%(made)s new files.") if not broken else N_("The files are not whole. Verify.")
    return kept_outcome(Outcome(msgid, {"made": doing.so_far["made"]}, about))


STEPS = (
    Step("FILES", N_("Making the PDF, Word and Excel files"), make_files, N_("files")),
    Step("CHECK", N_("Checking the files"), check_files),
)


@task(takes_context=True)
def edition_files(context: TaskContext, job_pk: int) -> None:
    """Make the files of an edition."""
    worker = context.task_result.worker_ids[-1]
    run_steps(job_pk=job_pk, steps=STEPS, worker=worker, clock=timezone.now)
