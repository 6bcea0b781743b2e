"""The rate limit: windows of 60 s and bursts of a second on the sandbox's clock."""

from collections import Counter
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importer.sandbox.api import Sandbox
from importer.sandbox.limiter import WINDOW_S, RateLimiter
from importer.sandbox.options import SandboxOptions
from tests.sandbox.partner import Clock, Partner, content, refusal


def test_window_and_headers() -> None:
    """Past the window's limit: 429, remaining 0, Retry-After until the window ends, retryAt in the body."""
    clock = Clock()
    api = Partner(Sandbox(SandboxOptions(rate_limit=3, burst=None), clock))
    left = [api.ask("GET", "/listings").headers["x-ratelimit-remaining"] for _ in range(3)]
    clock.tick(10)
    refused = api.ask("GET", "/listings")
    assert left == ["2", "1", "0"]
    assert refusal(refused) == (429, "RATE_LIMITED")
    assert refused.headers["retry-after"] == "50"
    assert refused.headers["x-ratelimit-limit"] == "3"
    assert refused.headers["x-ratelimit-remaining"] == "0"
    assert refused.headers["x-ratelimit-reset"] == str(int(clock.now) + 50)
    assert content(refused)["error"]["retryAt"].startswith("2027-01-15T08:01:00")
    clock.tick(50)
    assert api.ask("GET", "/listings").headers["x-ratelimit-remaining"] == "2"


def test_burst() -> None:
    """A sixth request in the same second is refused for a second; the window's budget is not touched by it."""
    clock = Clock()
    api = Partner(Sandbox(SandboxOptions(), clock))
    answers = [api.ask("GET", "/listings") for _ in range(6)]
    assert [answer.status for answer in answers] == [200] * 5 + [429]
    assert (answers[5].headers["retry-after"], answers[5].headers["x-ratelimit-remaining"]) == ("1", "115")
    clock.tick(1)
    assert api.ask("GET", "/listings").headers["x-ratelimit-remaining"] == "114"
    assert (api.sandbox.most_in_second, api.sandbox.most_in_window, api.sandbox.counts.throttled) == (5, 6, 1)


def test_a_refused_request_applies_nothing() -> None:
    """What was answered 429 was not applied."""
    api = Partner(Sandbox(SandboxOptions(rate_limit=1), Clock()))
    api.put("A1")
    assert api.put("A2").status == 429
    assert api.sandbox.applied == {"A1": 1}


def test_keys_have_budgets_of_their_own() -> None:
    """The limit is one of a key; a wrong key uses nothing of it."""
    sandbox = Sandbox(SandboxOptions(rate_limit=1), Clock())
    for _ in range(3):
        assert Partner(sandbox, {"x-api-key": "sk_partner_wrong"}).ask("GET", "/listings").status == 401
    statuses = [
        Partner(sandbox, {"x-api-key": key}).ask("GET", "/listings").status
        for key in ("sk_partner_sandbox", "sk_partner_readonly", "sk_partner_sandbox")
    ]
    assert statuses == [200, 200, 429]


def test_without_a_limit_there_are_no_headers() -> None:
    """An API without a limit says nothing of one."""
    api = Partner(Sandbox(SandboxOptions(rate_limit=None, burst=None), Clock()))
    assert not [name for name in api.ask("GET", "/listings").headers if name.startswith("x-ratelimit")]


@pytest.mark.parametrize("wait", [0.0, 0.999, 1.0, 59.0])
def test_retry_after_is_enough(wait: float) -> None:
    """Whoever waits as long as Retry-After says gets through."""
    limiter = RateLimiter(2, None)
    limiter.ask(100.0), limiter.ask(100.0)
    refused = limiter.ask(100.0 + wait)
    assert not refused.passed
    assert limiter.ask(100.0 + wait + refused.retry_after_s).passed


@given(
    limit=st.integers(1, 8),
    burst=st.integers(1, 4),
    steps=st.lists(st.floats(0, 25, allow_nan=False), min_size=1, max_size=60),
)
def test_never_more_than_the_limit(limit: int, burst: int, steps: list[float]) -> None:
    """No second and no window has more requests than allowed, and a refusal names a moment that is still to come."""
    limiter, now, opened = RateLimiter(limit, burst), 1_000.0, float("-inf")
    seconds: Counter[int] = Counter()
    windows: Counter[float] = Counter()
    for step in steps:
        now += step
        allowance = limiter.ask(now)
        opened = now if now >= opened + WINDOW_S else opened
        seconds[floor(now)] += allowance.passed
        windows[opened] += allowance.passed
        assert allowance.passed or allowance.retry_after_s >= 1
        assert allowance.reset_at >= now
        assert 0 <= allowance.remaining == limit - windows[opened]
    assert max(seconds.values()) <= burst
    assert max(windows.values()) <= limit
