"""An upload that is killed loses nothing; the long form is `make chaos`."""

from pathlib import Path

import pytest

from importer.following.sheet import FEWEST_ROWS
from tests.chaos.journals import server_journal
from tests.chaos.story import tell

KILLS = 6
ROWS = FEWEST_ROWS + 100  # so that the result sheet is written while rows are sent


def test_nothing_is_lost_when_the_process_is_killed(tmp_path: Path) -> None:
    """After the last resume all is live, told once and truly, and no row was applied again without a reason."""
    told = tell(tmp_path, rows=ROWS, kills=KILLS, faults=0.25, seed=8)
    assert told.broken == []
    assert told.kills.total() == KILLS


@pytest.mark.postgresql
def test_nothing_is_lost_with_a_journal_on_a_server(tmp_path: Path, postgresql: str) -> None:
    """The same on PostgreSQL, which rolls back what a killed process had not committed."""
    with server_journal(postgresql) as journal:
        told = tell(tmp_path, rows=500, kills=3, faults=0.25, seed=8, journal=journal)
    assert told.broken == []
    assert told.kills.total() == 3
