"""What is said when former releases leave no way to protect a figure, and which one must then be withdrawn."""

from __future__ import annotations

from collections.abc import Mapping

from pipelines.disclosure.keys import Key
from pipelines.errors import ReaderError
from pipelines.kpi.definitions import KpiDefinition
from pipelines.periods import Period
from pipelines.reference import kommuner

_STANDS = (
    "De offentliga siffrorna står kvar som de var. Är en rättelse fel: rätta underlaget. Är den riktig: "
)


class ProtectionConflict(ReaderError):
    """P010: what was shown before would now point somebody out, or nothing is left to hide.

    `key`: the figure that must be withdrawn if its change is right.
    """

    def __init__(self, message: str, key: Key) -> None:
        super().__init__("P010", message, remedy=_STANDS + _withdraw(key))
        self.key = key


def shown_and_small(key: Key, definitions: Mapping[str, KpiDefinition]) -> ProtectionConflict:
    """A figure that was shown has become small."""
    return ProtectionConflict(
        f"Siffran {named(key, definitions)} visades vid en tidigare publicering och är nu så liten att den skulle "
        "kunna peka ut ett barn. Det som en gång har visats kan inte döljas i efterhand.",
        key,
    )


def nothing_left(target: Key, shown: Key, definitions: Mapping[str, KpiDefinition]) -> ProtectionConflict:
    """What was shown before tells too much of a small figure."""
    return ProtectionConflict(
        f"Siffran {named(target, definitions)} går inte längre att skydda, för {named(shown, definitions)} visas "
        "bredvid och har visats förut.",
        shown,
    )


def named(key: Key, definitions: Mapping[str, KpiDefinition]) -> str:
    """A figure as a reader knows it."""
    cut = f", {key.cut}" if key.cut else ""
    area = kommuner().get(key.area, key.area)
    return f"”{definitions[key.kpi].name}{cut}” för {area} {Period.parse(key.period).label}"


def _withdraw(key: Key) -> str:
    """What makes a figure public no more, as it is written in `protection.toml`."""
    words = ", ".join(f'{name} = "{word}"' for name, word in zip(Key._fields, key, strict=True))
    return f"dra tillbaka den ena siffran med raden withdrawn = [{{{words}}}] i protection.toml i datahemmet."
