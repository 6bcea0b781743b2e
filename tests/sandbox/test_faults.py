"""Faults: parsed, drawn at their rates, and acted out on requests and answers."""

from collections import Counter
from random import Random

import pytest

from importer.errors import SettingsError
from importer.sandbox.api import Sandbox
from importer.sandbox.exchange import Cut
from importer.sandbox.faults import Fault, FaultRates
from importer.wording import Lang
from tests.sandbox.partner import Clock, Partner, car, content, partner, refusal, unlimited


def test_rates_are_parsed() -> None:
    """Names and shares, blanks allowed."""
    rates = FaultRates.parse(" drop_after=0.05, 500=0.1,").rates
    assert rates == {Fault.DROP_AFTER: 0.05, Fault.SERVER_ERROR: 0.1}


def test_all_spreads_evenly() -> None:
    """`all` gives every fault the same part of the share."""
    rates = FaultRates.parse("all=0.22").rates
    assert set(rates) == set(Fault)
    assert sum(rates.values()) == pytest.approx(0.22)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("fire=0.1", "sandbox_fault_unknown"),
        ("500", "sandbox_fault_share"),
        ("500=x", "sandbox_fault_share"),
        ("500=2", "sandbox_fault_share"),
        ("500=-1", "sandbox_fault_share"),
        ("500=nan", "sandbox_fault_share"),
        ("500=0.6,503=0.6", "sandbox_faults_too_many"),
    ],
)
def test_wrong_rates_are_refused(text: str, key: str) -> None:
    """An unknown name, no share, or shares past 1 in all; the sentence repeats what was found in every language."""
    with pytest.raises(SettingsError) as refused:
        FaultRates.parse(text)
    assert refused.value.key == key
    assert all(str(refused.value.params["found"]) in refused.value.sentence(lang) for lang in Lang)


def test_draws_keep_to_the_rates() -> None:
    """Over many requests each fault comes about as often as it was asked for."""
    rates, random = FaultRates.parse("500=0.2,slow=0.1"), Random(5)
    drawn = Counter(rates.draw(random) for _ in range(10_000))
    assert set(drawn) == {None, Fault.SERVER_ERROR, Fault.SLOW}
    assert drawn[Fault.SERVER_ERROR] == pytest.approx(2_000, rel=0.1)
    assert drawn[Fault.SLOW] == pytest.approx(1_000, rel=0.15)


def faulty(fault: str, **options: float) -> Partner:
    """A partner to whom this happens at every request."""
    return partner(faults=FaultRates.parse(f"{fault}=1"), **options)


@pytest.mark.parametrize(
    ("fault", "cut", "applied"),
    [("drop_before", Cut.RESET, 0), ("drop_after", Cut.RESET, 1), ("truncated", Cut.TRUNCATED, 1), ("slow", Cut.NO, 1)],
)
def test_cut_connections(fault: str, cut: Cut, applied: int) -> None:
    """A connection breaks before or after the listing was applied."""
    api = faulty(fault)
    assert api.put("A1").cut is cut
    assert api.sandbox.applied["A1"] == applied


@pytest.mark.parametrize(("fault", "status", "applied"), [("500", 500, 0), ("500_after", 500, 1), ("503", 503, 0)])
def test_server_errors(fault: str, status: int, applied: int) -> None:
    """A server error, with or without the listing having been applied."""
    api = faulty(fault)
    assert api.put("A1").status == status
    assert api.sandbox.applied["A1"] == applied


def test_every_server_code_comes() -> None:
    """All of the vendor's codes of 500 are given in turn."""
    api = faulty("500")
    codes = {refusal(api.put("A1"))[1] for _ in range(100)}
    assert codes == {"SERVER_ERROR", "FETCH_FAILED", "UPSERT_FAILED", "FEATURES_FAILED", "IMAGES_FAILED"}


def test_html_of_a_proxy() -> None:
    """A page of HTML comes instead of the API's answer, and nothing was applied."""
    api = faulty("html")
    answers = [api.put("A1") for _ in range(20)]
    assert {answer.status for answer in answers} == {200, 502}
    assert all(answer.headers["content-type"] == "text/html" for answer in answers)
    assert not api.sandbox.applied


def test_slow() -> None:
    """A slow answer takes `slow_s` beside the usual latency."""
    assert faulty("slow", slow_s=3.0, latency_s=0.5).put("A1").delay_s == 3.5


def test_storm_lasts_and_passes() -> None:
    """A storm refuses every request for a while, says for how long, and then is over."""
    clock = Clock()
    sandbox = Sandbox(unlimited(faults=FaultRates.parse("429=0.5")), clock, Random(3))
    api = Partner(sandbox)
    while (answer := api.put("A1")).status != 429:
        clock.tick(10)
    assert answer.headers["retry-after"] == "2"
    assert "retryAt" in content(answer)["error"]
    assert api.put("A1").status == 429
    assert sandbox.counts.throttled == 2


def test_shuffled_and_missing_results() -> None:
    """A bulk answer's results come in another order, or in part; all was applied either way."""
    items = [car(externalReference=f"A{n}") for n in range(50)]
    shuffled, part = faulty("shuffled"), faulty("missing")
    indexes = [result["index"] for result in shuffled.bulk(*items)["results"]]
    assert indexes != sorted(indexes)
    assert sorted(indexes) == list(range(50))
    assert 0 < len(part.bulk(*items)["results"]) < 50
    assert len(shuffled.sandbox.applied) == len(part.sandbox.applied) == 50


def test_faults_spare_refused_keys() -> None:
    """Whoever has no key is told so, whatever the faults."""
    api = Partner(Sandbox(unlimited(faults=FaultRates.parse("500=1")), Clock()), {})
    assert refusal(api.put("A1")) == (401, "UNAUTHORIZED")


def test_a_seed_repeats_the_faults() -> None:
    """The same seed brings the same faults, ids and order."""

    def answers() -> list[tuple[int, bytes]]:
        api = partner(faults=FaultRates.parse("all=0.5"), seed=9)
        return [(given.status, given.body) for given in (api.put(f"A{n}") for n in range(40))]

    assert answers() == answers()
