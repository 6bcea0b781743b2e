"""What an upload is about to do."""

from typing import TYPE_CHECKING

from importer.cli.paragraphs import Paragraphs
from importer.cli.summaries.check import print_check
from importer.contract import DEFAULT_STATUS
from importer.settings import SANDBOX_TARGET
from importer.vocabulary.choices import shown_word
from importer.wording import Lang, say

if TYPE_CHECKING:
    from importer.plans import Plan


def print_plan(plan: "Plan", lang: Lang) -> None:
    """What an upload is about to do."""
    out = Paragraphs()
    if plan.taken_up:
        out.print(say("plan_taken_up", lang, run=plan.taken_up.run), style="bold")
    print_check(plan.known, plan.count, lang)
    if plan.barred:
        out.print(say("plan_barred", lang, invalid=plan.count.invalid), style="bold red")
        return
    if not plan.count.to_send:
        return
    if plan.target == SANDBOX_TARGET:
        out.print(say("plan_sandbox", lang), style="bold yellow")
    status = plan.known.mapping.defaults.get("status") or DEFAULT_STATUS
    target = target_in_words(plan.target, lang)
    status = shown_word("status", status, lang)
    out.print(say("plan_send", lang, rows=plan.count.to_send, target=target, status=status))


def target_in_words(target: str, lang: Lang) -> str:
    """Where rows go, for a person: the address, or what the sandbox is called."""
    return say("target_sandbox", lang) if target == SANDBOX_TARGET else target
