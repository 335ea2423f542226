"""What is said when former releases leave no way to protect a figure, and which one must then be withdrawn."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from pipelines.disclosure.keys import Key
from pipelines.errors import ReaderError
from pipelines.kpi.definitions import KpiDefinition
from pipelines.periods import Period
from pipelines.reference import kommuner
from pipelines.wording import counted

_STANDS = (
    "De offentliga siffrorna står kvar. Är en rättelse fel: rätta underlaget. Är den riktig: dra tillbaka "
)
_Name = tuple[str, str, str, str]


class ProtectionConflict(ReaderError):
    """P010: what was shown before would now point somebody out, or nothing is left to hide.

    `keys`: the figures that must be withdrawn if what changed is right; `before`: those that are withdrawn already.
    """

    def __init__(self, message: str, keys: Sequence[Key], before: Collection[_Name] = ()) -> None:
        super().__init__("P010", message, remedy=_STANDS + _withdraw(keys, before))
        self.keys = tuple(keys)


def together(conflicts: Sequence[ProtectionConflict], before: Collection[_Name]) -> ProtectionConflict:
    """All that stands in the way, said as one: the first in full, and every figure to withdraw."""
    keys = [key for conflict in conflicts for key in conflict.keys]
    more = len(keys) - 1
    told = f" Detsamma gäller {counted(more, 'siffra', 'siffror')} till." if more else ""
    return ProtectionConflict(conflicts[0].message + told, keys, before)


def shown_and_small(key: Key, definitions: Mapping[str, KpiDefinition]) -> ProtectionConflict:
    """A figure that was shown has become small."""
    return ProtectionConflict(
        f"Siffran {named(key, definitions)} visades vid en tidigare publicering och är nu så liten att den skulle "
        "kunna peka ut ett barn. Det som en gång har visats kan inte döljas i efterhand.",
        [key],
    )


def nothing_left(target: Key, shown: Key, definitions: Mapping[str, KpiDefinition]) -> ProtectionConflict:
    """What was shown before tells too much of a small figure."""
    return ProtectionConflict(
        f"Siffran {named(target, definitions)} går inte längre att skydda, för {named(shown, definitions)} visas "
        "bredvid och har visats förut.",
        [shown],
    )


def named(key: Key, definitions: Mapping[str, KpiDefinition]) -> str:
    """A figure as a reader knows it."""
    cut = f", {key.cut}" if key.cut else ""
    area = kommuner().get(key.area, key.area)
    return f"”{definitions[key.kpi].name}{cut}” för {area} {Period.parse(key.period).label}"


def _withdraw(keys: Sequence[Key], before: Collection[_Name]) -> str:
    """What makes figures public no more, as it is written in `protection.toml`."""
    names = [*sorted(set(before) - {tuple(key) for key in keys}), *keys]
    lines = ", ".join(
        "{" + ", ".join(f'{name} = "{word}"' for name, word in zip(Key._fields, key, strict=True)) + "}"
        for key in names
    )
    figures = "den ena siffran" if len(keys) == 1 else f"{len(keys)} siffror"
    return f"{figures} med raden withdrawn = [{lines}] i protection.toml i datahemmet."
