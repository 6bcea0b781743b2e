"""An upload that is killed loses nothing; the long form is `make chaos`."""

from pathlib import Path

from tests.chaos.story import tell

KILLS = 5


def test_nothing_is_lost_when_the_process_is_killed(tmp_path: Path) -> None:
    """After the last resume all is live, told once and truly, and no row was applied again without a reason."""
    told = tell(tmp_path, rows=900, kills=KILLS, faults=0.25, seed=8)
    assert told.broken == []
    assert told.kills.total() == KILLS
