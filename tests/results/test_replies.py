"""What the API answered, in the language of the sheet."""

import pytest

from importer.records import Outcome, RowOutcome
from importer.results.replies import message_of, warning_of
from importer.wording import Lang


def answered(outcome: Outcome, *, code: str | None = None, message: str | None = None) -> RowOutcome:
    """What sending one row came to."""
    return RowOutcome(row=2, outcome=outcome, attempts=1, finished_at=0.0, code=code, message=message)


@pytest.mark.parametrize(
    ("code", "message", "told"),
    [
        ("INVALID_PRICE", "Price must be positive", "Price must be positive"),
        ("PROFILE_FORBIDDEN", "No.", "De sleutel geldt niet voor deze vestiging"),
        ("no_answer_cut_off", None, "De verbinding brak af"),
        ("no_answer_timed_out", None, "De API antwoordde niet op tijd"),
        ("answer_not_understood", None, "Het antwoord kwam niet van de API"),
        ("SERVER_ERROR", None, "Sent, but"),
        ("required", None, "Sent, but"),
    ],
)
def test_what_a_row_is_told(code: str, message: str | None, told: str) -> None:
    """The API's own words; where it has none, our sentence for the code; else what the outcome means."""
    outcome = Outcome.UNKNOWN
    text = message_of(answered(outcome, code=code, message=message), outcome, Lang.NL)
    expected = message_of(answered(outcome), outcome, Lang.NL) if told == "Sent, but" else told
    assert text.startswith(expected)
    assert message is None or message in text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "image skipped: https://a.example/(1).jpg (IMAGE_TOO_SMALL)",
            "foto overgeslagen: https://a.example/(1).jpg (kleiner dan 800 × 600 pixels, IMAGE_TOO_SMALL)",
        ),
        (
            "image skipped: https://a.example/1.jpg (mirror_failed)",
            "foto overgeslagen: https://a.example/1.jpg (kon niet worden opgehaald, mirror_failed)",
        ),
        ("image skipped: x (odd reason)", "foto overgeslagen: x (odd reason)"),
        ("Price looks low", "Price looks low"),
    ],
    ids=["too small", "mirror", "another reason", "own words"],
)
def test_an_image_that_was_left_out_is_told_in_the_dealers_language(text: str, told: str) -> None:
    """The reason is said in words and keeps its code; other warnings stay as the API wrote them."""
    assert warning_of(text, Lang.NL) == told
