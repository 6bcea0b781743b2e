"""Rows, outcomes and runs for the journal's tests."""

from hashlib import sha256

from importer.journal.protocol import Journal, NewRun
from importer.records import Outcome, Row, RowOutcome

TARGET = "https://api.example.com/v1"


def new_run(digest: str = "d1", dealer: str | None = "DEX-GENT", **options: str) -> NewRun:
    """A run of a file with two columns."""
    return NewRun(
        source_path="/files/stock.csv",
        source_name="stock.csv",
        source_digest=digest,
        sheet=None,
        headings=("ref", "price"),
        first_column=0,
        target=TARGET,
        dealer=dealer,
        lang="nl",
        options=options,
    )


def row(number: int, *, reference: str | None = None, price: int = 1, outcome: Outcome | None = None) -> Row:
    """A row whose reference goes by its number."""
    reference = reference or f"R{number}"
    body = f'{{"externalReference":"{reference}","price":{price}}}'.encode()
    return Row(
        row=number,
        reference=reference,
        body=body,
        fingerprint=sha256(body).hexdigest(),
        outcome=outcome,
        cells=(reference, price),
    )


def answer(number: int, outcome: Outcome = Outcome.CREATED, *, attempts: int = 1) -> RowOutcome:
    """An answer of the API."""
    return RowOutcome(row=number, outcome=outcome, attempts=attempts, finished_at=20.0, listing_id=f"L{number}")


def ready_run(journal: Journal, *rows: Row, digest: str = "d1", dealer: str | None = "DEX-GENT") -> str:
    """A run that may be sent."""
    run = journal.create(new_run(digest, dealer))
    journal.add(run, rows)
    journal.ready(run)
    return run


def waiting(journal: Journal, run: str) -> list[int]:
    """The rows that are to be sent."""
    return [payload.row for payload in journal.to_send(run, 0, 1_000)]


def outcomes(journal: Journal, run: str) -> dict[int, Outcome]:
    """Row → outcome, as the result sheet says it."""
    return {result.row: result.outcome for result in journal.results(run)}
