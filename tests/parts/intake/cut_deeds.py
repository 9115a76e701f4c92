"""Taking a sheet into use as another process does it, to be cut in the middle."""

from ruori.accounts.models import User
from ruori.intake.actions import take_sheet
from ruori.intake.models import SheetUpload
from ruori.intake.rules import Standing
from ruori.organisation.queries import viewer_for
from tests.parts.followup import given


def take(upload: int, user: int) -> None:
    """Take a sheet into use, unless it has been."""
    row = SheetUpload.objects.get(pk=upload)
    if row.state != Standing.OPEN:
        return
    take_sheet(
        upload=row,
        version=row.version,
        overrides={},
        keeps=frozenset(),
        by=viewer_for(User.objects.get(pk=user), at=given.LATER),
        at=given.LATER,
    )
