"""How reports write what everybody writes: instants, durations, numbers, names, and what is not known."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, tzinfo
from functools import cached_property

from crisisctl.metrics import Metric, metrics
from crisisctl.queries import IncidentView, view
from crisisctl.reports._dispatches import Dispatch
from crisisctl.reports._folding import dispatches
from crisisctl.teller import Teller, flat
from crisisctl.text import say
from crisisctl.timeline import Item, timeline
from crisisctl.times import format_clock, format_date, format_duration, zone_label
from crisisctl.values import format_number

NBSP = "\N{NO-BREAK SPACE}"


def printable(text: str) -> str:
    """``text`` that can be written as UTF-8: half a character (a lone surrogate) becomes a question mark."""
    return text.encode("utf-8", "replace").decode()


class Page(Teller):
    """One incident as of its last entry, in one language: the ground every section stands on."""

    def __init__(self, given: IncidentView, language: str, zone: tzinfo) -> None:
        incident = given.incident
        super().__init__(incident, "fr" if language == "fr" else "en", zone)
        self.as_of = incident.entries[-1].at if incident.entries else incident.opened_at
        self.view = view(incident, self.as_of)
        self.metrics = metrics(self.view)
        self.items: tuple[Item, ...] = timeline(incident, self.language, zone)

    @cached_property
    def dispatches(self) -> tuple[Dispatch, ...]:
        """What became of each message, in the order in which they left."""
        return dispatches(self.incident)

    @property
    def unknown(self) -> str:
        return self("not recorded", "non renseigné")

    @property
    def none(self) -> str:
        return self("none", "aucun")

    def or_unknown(self, text: str) -> str:
        return flat(text) or self.unknown

    def moment(self, instant: datetime) -> str:
        """``22 November, 3:14 am``."""
        clock = format_clock(instant, self.zone, self.language)
        return f"{format_date(instant, self.zone, self.language)}, {clock}"

    def day_and_year(self, instant: datetime) -> str:
        """``22 November 2026, 3:14 am``: once or twice a report."""
        local = instant.astimezone(self.zone)
        day = format_date(instant, self.zone, self.language)
        return f"{day}{NBSP}{local.year}, {format_clock(instant, self.zone, self.language)}"

    def day(self, text: str) -> str:
        """A day as a playbook has it (``2026-11-02``); as it stands where it is none."""
        try:
            noon = datetime.combine(date.fromisoformat(text.strip()), time(12), self.zone)
        except ValueError:
            return flat(text)
        return f"{format_date(noon, self.zone, self.language)}{NBSP}{noon.year}"

    def near(self, instant: datetime) -> str:
        """A clock time, with its day where the incident was opened on another one."""
        return self.clock(instant, self.incident.opened_at)

    def zone_name(self) -> str:
        """The zone as the organisation calls it, with its difference to UTC at the end of the log."""
        local = self.as_of.astimezone(self.zone)
        offset = local.strftime("%z")
        sign, hours, minutes = offset[0], int(offset[1:3]), offset[3:5]
        difference = "" if offset == "+0000" else f"{sign}{hours}" + (f":{minutes}" if minutes != "00" else "")
        label = say(self.incident.organisation.timezone_label, self.language)
        label = flat(label) or zone_label(self.as_of, self.zone)
        return label if label == "UTC" else f"{label} (UTC{difference.replace('-', '−')})"

    def duration(self, span: float | timedelta) -> str:
        seconds = span.total_seconds() if isinstance(span, timedelta) else span
        return format_duration(seconds, self.language).replace(" ", NBSP)

    def measured(self, metric: Metric) -> str:
        """The value of a metric, or why there is none; never blank, and never 0 for unknown."""
        if metric.value is None:
            return self("n/a ({why})", "non disponible ({why})", why=say(metric.why_none, self.language))
        if metric.unit in {"seconds", "margin"}:
            return self.duration(metric.value)
        if metric.unit == "count":
            return format_number(int(metric.value), self.language)
        return self(
            "{n} of {of} ({percent}%)",
            "{n} sur {of} ({percent}\N{NO-BREAK SPACE}%)",
            n=str(metric.numerator),
            of=str(metric.denominator),
            percent=str(int(metric.value * 100)),  # rounded down: 99.6 % is not all of them
        )

    def target(self, metric: Metric) -> str:
        if metric.target is None:
            return "–"
        if metric.unit == "count":
            return format_number(int(metric.target), self.language)
        if metric.unit == "ratio":
            return self("≥ {p}%", "≥ {p}\N{NO-BREAK SPACE}%", p=str(round(metric.target * 100))).replace(
                "≥ ", f"≥{NBSP}"
            )
        sign = "≥" if metric.unit == "margin" else "≤"
        return f"{sign}{NBSP}{self.duration(metric.target)}"

    def metric(self, name: str) -> Metric:
        return next(metric for metric in self.metrics if metric.id == name)
