"""What the shapes share: a plain value, and an instant that may not have come yet."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from crisisctl.times import to_iso

Json = dict[str, Any]


def moment(instant: datetime | None) -> str | None:
    return to_iso(instant) if instant else None
