"""A surveyed column with what its heading may mean; what it would be as a field is worked out when first asked for.

It decides nothing.
"""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from importer.cells.columns import Judgement, judge
from importer.contract import BY_NAME
from importer.mapping.contents.content import Content, content_of
from importer.mapping.headings.heading_meanings import Meanings
from importer.records import ColumnSurvey


@dataclass(frozen=True, kw_only=True)
class Column:
    """A surveyed column with what its heading may mean; judgements and content are worked out when first asked for."""

    survey: ColumnSurvey
    meanings: Meanings
    language: str | None
    today: date
    codes: str | None = None
    _judged: dict[tuple[str, str | None, str | None], Judgement] = field(default_factory=dict)

    @cached_property
    def content(self) -> Content:
        """Its cells as texts."""
        return content_of(self.survey)

    @property
    def is_empty(self) -> bool:
        """Whether no cell says anything."""
        return not self.content.filled

    def judged(self, name: str, *, part: str | None = None, unit: str | None = None) -> Judgement:
        """What it would be as a field, or as a part of a compound cell that feeds it."""
        key = (name, part, unit)
        if key not in self._judged:
            self._judged[key] = judge(
                BY_NAME[name],
                self.survey,
                part=part,
                unit=unit,
                language=self.language,
                codes=self.codes,
                today=self.today,
            )
        return self._judged[key]
