"""The demo: a Dutch dealer's stock, the real upload into a sandbox of its own, and where to look afterwards."""

import threading
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import click

from importer import run
from importer.cli.sending import signals
from importer.cli.summaries.end import end_of
from importer.cli.summaries.plan import print_plan
from importer.intake import IntakeOptions
from importer.journal.opening import open_journal
from importer.partner_api.client import Client
from importer.plans import Outputs, Plan, Target
from importer.progress import progress
from importer.sandbox.options import DEFAULT_SECRET, SandboxOptions
from importer.sandbox.server import running_sandbox
from importer.sandbox.stock import write_stock
from importer.settings import SANDBOX_TARGET
from importer.upload import SendOptions
from importer.wording import Lang, say

DEMO_ROWS = 60
DEMO_LOCATION = "DEX-GENT"


def run_demo(folder: Path, lang: Lang, *, keep_serving: bool = False) -> dict[str, Any]:
    """Write the stock, upload it and print where everything lies. Gives what a script is told."""
    folder = folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    stock, result, store = folder / "stock.xlsx", folder / "stock.result.xlsx", folder / "sandbox.jsonl"
    with running_sandbox(SandboxOptions(store=store)) as sandbox, progress(lang) as emit:
        write_stock(stock, rows=DEMO_ROWS, base_url=sandbox.page_url)
        journal = open_journal(f"sqlite:///{folder / 'journal.sqlite'}")
        try:
            finished = run.upload(
                stock,
                IntakeOptions(today=date.today(), location=DEMO_LOCATION, status="active"),  # noqa: DTZ011 — the dealer's own day
                SendOptions(),
                Target(name=SANDBOX_TARGET, client=lambda: Client(sandbox.api_url, DEFAULT_SECRET)),
                journal,
                outputs=Outputs(result=result),
                lang=lang,
                agree=lambda plan: _shown(plan, lang),
                stopping=signals,
                emit=emit,
            )
        finally:
            journal.close()
        summary = end_of(finished, SANDBOX_TARGET, lang)
        click.echo(say("demo_stock", lang, path=stock), err=True)
        if keep_serving:
            click.echo(say("demo_page", lang, url=sandbox.page_url), err=True)
            click.echo(say("demo_serving", lang), err=True)
            with suppress(KeyboardInterrupt):
                threading.Event().wait()
        click.echo(say("demo_look", lang, store=store), err=True)
    return summary


def _shown(plan: Plan, lang: Lang) -> bool:
    print_plan(plan, lang)
    return True
