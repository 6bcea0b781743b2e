"""How many rows came to each outcome, as lines for a person and as numbers for a script."""

from collections.abc import Mapping

from importer.cli.paragraphs import Paragraphs
from importer.records import Outcome
from importer.wording import Lang, say

_STYLES = {
    Outcome.CREATED: "green",
    Outcome.UPDATED: "green",
    Outcome.UNCHANGED: "dim",
    Outcome.DUPLICATE: "dim",
    Outcome.OVERTAKEN: "dim",
    Outcome.INVALID: "yellow",
    Outcome.REJECTED: "red",
    Outcome.FAILED: "red",
    Outcome.UNKNOWN: "magenta",
    Outcome.NOT_SENT: "cyan",
}


def print_outcomes(out: Paragraphs, outcomes: Mapping[Outcome, int], lang: Lang) -> None:
    """One line for each outcome that rows came to."""
    for outcome in Outcome:
        if n := outcomes.get(outcome):
            out.print(f"  {n:>7} {say(f'outcomes_{outcome}', lang, n=n)}", style=_STYLES[outcome])


def plain(outcomes: Mapping[Outcome, int]) -> dict[str, int]:
    """The same for a script, in the order of the outcomes."""
    return {outcome.value: outcomes[outcome] for outcome in Outcome if outcomes.get(outcome)}
