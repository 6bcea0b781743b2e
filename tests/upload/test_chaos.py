"""The whole of sending over a real socket to a sandbox that misbehaves, with the real journal on disk."""

import hashlib
import json
from pathlib import Path

import pytest

from importer.journal.opening import open_journal
from importer.journal.protocol import Journal, NewRun
from importer.partner_api.client import Client
from importer.records import Outcome, Row
from importer.sandbox.faults import FaultRates
from importer.sandbox.options import DEFAULT_SECRET, SandboxOptions
from importer.sandbox.server import running_sandbox
from importer.upload import SendingStoppedError, SendOptions, run_sending


def body_of(number: int) -> bytes:
    """A listing."""
    listing = {
        "dealerLocationCode": "DEX-GENT",
        "externalReference": f"CHAOS-{number}",
        "mileage": number,
        "title": f"Volkswagen Golf {number}",
    }
    return json.dumps(listing, sort_keys=True).encode()


def run_of(journal: Journal, rows: int) -> str:
    """A run of `rows` rows that is ready to be sent."""
    run = journal.create(
        NewRun(
            source_path="/stock.xlsx",
            source_name="stock.xlsx",
            source_digest="0" * 64,
            sheet=None,
            headings=(),
            first_column=0,
            target="sandbox",
            dealer="DEX-GENT",
            lang="en",
        )
    )
    bodies = [body_of(number) for number in range(rows)]
    journal.add(
        run,
        [
            Row(
                row=number + 2,
                reference=f"CHAOS-{number}",
                body=body,
                fingerprint=hashlib.sha256(body).hexdigest(),
                outcome=None,
            )
            for number, body in enumerate(bodies)
        ],
    )
    journal.ready(run)
    return run


@pytest.mark.parametrize("mode", ["auto", "single"])
def test_every_row_is_delivered_through_a_quarter_of_faults(tmp_path: Path, mode: str) -> None:
    """With a fault in every fourth request, all rows are live and equal, and each has one outcome, after resuming."""
    rows = 3000 if mode == "auto" else 150
    faults = FaultRates.parse(
        "500=0.04,500_after=0.03,503=0.03,drop_before=0.03,drop_after=0.03,truncated=0.03,html=0.03,shuffled=0.02,missing=0.01"
    )
    journal = open_journal(f"sqlite:///{tmp_path / 'journal.sqlite3'}")
    run = run_of(journal, rows)
    options = SandboxOptions(rate_limit=None, burst=None, faults=faults)
    with running_sandbox(options) as running:
        for _ in range(6):
            journal.reopen(run, [outcome for outcome in Outcome if outcome.resend])
            tally = run_sending(
                journal, run, Client.factory(running.api_url, DEFAULT_SECRET), SendOptions(mode=mode, timeout_s=5.0)
            )
            closed = journal.close_run(run, tally, 0.0)
            if sum(closed.outcomes.get(outcome, 0) for outcome in (Outcome.CREATED, Outcome.UPDATED)) == rows:
                break
        live = {stored["reference"]: stored["fields"] for stored in running.sandbox.store.of()}
    assert closed.outcomes.get(Outcome.CREATED, 0) + closed.outcomes.get(Outcome.UPDATED, 0) == rows
    assert live.keys() == {f"CHAOS-{number}" for number in range(rows)}
    assert all(live[f"CHAOS-{number}"]["mileage"] == number for number in range(rows))
    assert tally.requests > 0
    journal.close()


def test_a_wrong_secret_costs_one_request(tmp_path: Path) -> None:
    """Over a real socket too: 401, one request, nothing lost."""
    journal = open_journal(f"sqlite:///{tmp_path / 'journal.sqlite3'}")
    run = run_of(journal, 300)
    with running_sandbox(SandboxOptions()) as running, pytest.raises(SendingStoppedError) as caught:
        run_sending(journal, run, Client.factory(running.api_url, "sk_partner_wrong"), SendOptions())
    closed = journal.close_run(run, caught.value.tally, 0.0)
    assert closed.outcomes == {Outcome.NOT_SENT: 300}
    assert closed.requests == 1
    journal.close()
