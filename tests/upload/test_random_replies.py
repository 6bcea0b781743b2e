"""Whatever an API answers, in whatever order, every row comes to one outcome and the outcomes are true."""

import random
from collections.abc import Sequence

from hypothesis import example, given, settings
from hypothesis import strategies as st

from importer.partner_api.protocol import Answer, Lack
from importer.records import Outcome
from tests.upload.fake_api import FakeApi, Listing, no_reply, payloads, refusal, reply
from tests.upload.memory_journal import MemoryJournal
from tests.upload.sent import sent

WAYS = [
    "good",
    "good",
    "good",
    "500",
    "502",
    "503",
    "429",
    "413",
    "400",
    "422",
    "html",
    "missing",
    "shuffled",
    "twice",
    "cut off",
    "cut off after",
    "timed out",
    "not connected",
    "profile",
    "rows fail",
    "rows refused",
]


class Capricious:
    """Answers each request in a way drawn from `ways`; knows which rows it ever refused."""

    def __init__(self, ways: Sequence[str], seed: int) -> None:
        self._dice = random.Random(seed)
        self._ways = ways
        self.refused: set[str] = set()

    def __call__(self, api: FakeApi, listings: Sequence[Listing]) -> Answer | None:
        """The rule of a FakeApi."""
        way = self._dice.choice(self._ways)
        references = [str(listing["externalReference"]) for listing in listings]
        if way in {"400", "422", "profile"}:
            self.refused.update(references if len(listings) == 1 or way == "profile" else ())
            code = {"400": "INVALID_JSON", "422": "VALIDATION_FAILED", "profile": "PROFILE_FORBIDDEN"}[way]
            return refusal(403 if way == "profile" else int(way), code)
        if way.isdigit():
            return refusal(int(way), "SERVER_ERROR", headers={"retry-after": "1"} if way == "429" else None)
        if way in {"cut off", "timed out", "not connected"}:
            lack = {"cut off": Lack.CUT_OFF, "timed out": Lack.TIMED_OUT, "not connected": Lack.NOT_CONNECTED}[way]
            return no_reply(lack)
        if way == "html":
            return reply(200, "<html>")
        return self._put(way, references) if api.kinds[-1] == "put" else self._bulk(api, way, listings)

    def _put(self, way: str, references: Sequence[str]) -> Answer | None:
        if way != "rows refused":
            return None
        self.refused.update(references)
        return refusal(422, "VALIDATION_FAILED")

    def _bulk(self, api: FakeApi, way: str, listings: Sequence[Listing]) -> Answer | None:
        odd = {i for i in range(len(listings)) if self._dice.random() < 0.3}
        errors: list[dict[str, object]] = []
        if way in {"rows fail", "rows refused"}:
            status, code = (500, "UPSERT_FAILED") if way == "rows fail" else (422, "VALIDATION_FAILED")
            errors = [{"index": i, "code": code, "message": "No.", "status": status} for i in odd]
            if status == 422:
                self.refused.update(str(listings[i]["externalReference"]) for i in odd)
        skipped = odd if errors else set()
        results = [api.apply(i, listing) for i, listing in enumerate(listings) if i not in skipped]
        if way == "cut off after":
            return no_reply(Lack.CUT_OFF)
        if way == "missing":
            results = [result for i, result in enumerate(results) if i not in odd]
        if way == "shuffled":
            self._dice.shuffle(results)
        if way == "twice":
            results += results[:1]
        return reply(200, {"data": {"results": results, "errors": errors}})


@settings(max_examples=40, deadline=None)
@example(ways=["missing", "twice", "good", "profile"], seed=1, count=1, mode="auto")  # applied untold, then forbidden
@given(
    ways=st.lists(st.sampled_from(WAYS), min_size=1, max_size=8),
    seed=st.integers(0, 2**32),
    count=st.integers(1, 260),
    mode=st.sampled_from(["auto", "single"]),
)
def test_outcomes_are_true(ways: list[str], seed: int, count: int, mode: str) -> None:
    """Each row has one outcome or was never sent; what is called live is live, what is called rejected was refused."""
    rule = Capricious([*ways, "good"], seed)
    api = FakeApi(rule=rule)
    rows = payloads(count)
    journal = MemoryJournal(rows)
    done = sent(api, journal, mode=mode)
    for row in rows:
        outcome = journal.outcomes.get(row.row)
        if outcome is None:
            assert done.stopped is not None
            assert journal.sends[row.row] == 0
        elif outcome.outcome.done:
            assert row.reference in api.live
        elif outcome.outcome is Outcome.REJECTED:
            assert row.reference in rule.refused
        elif outcome.outcome in {Outcome.FAILED, Outcome.NOT_SENT}:
            assert row.reference not in api.live
    if done.stopped is None:
        assert len(journal.outcomes) == count
