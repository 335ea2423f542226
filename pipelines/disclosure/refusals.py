"""What is said when former releases leave no way to protect a figure, and which one must then be withdrawn."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from pipelines.disclosure.keys import Key
from pipelines.disclosure.rule import Rule
from pipelines.errors import ReaderError
from pipelines.kpi.definitions import KpiDefinition
from pipelines.periods import Period
from pipelines.reference import kommuner
from pipelines.wording import counted

_STANDS = "De offentliga siffrorna står kvar. Är en rättelse fel: rätta underlaget. Är den riktig: "
_Name = tuple[str, str, str, str]


class ProtectionConflict(ReaderError):
    """P010: what was shown before would now point somebody out, or nothing is left to hide.

    `keys`: the figures that must be withdrawn if what changed is right; `told`: those that former releases tell,
    whatever is hidden; `rule`: with those that are written as such already.
    """

    def __init__(
        self, message: str, keys: Sequence[Key] = (), told: Sequence[Key] = (), rule: Rule | None = None
    ) -> None:
        rule = rule or Rule()
        steps = [_withdraw(keys, rule.withdrawn)] if keys else []
        steps += [_admit(told, rule.told)] if told else []
        super().__init__("P010", message, remedy=_STANDS + " Och ".join(steps))
        self.keys, self.told = tuple(keys), tuple(told)


def together(conflicts: Sequence[ProtectionConflict], rule: Rule) -> ProtectionConflict:
    """All that stands in the way, said as one: the first in full, and every figure to withdraw or to admit."""
    keys = [key for conflict in conflicts for key in conflict.keys]
    told = [key for conflict in conflicts for key in conflict.told]
    more = len(keys) + len(told) - 1
    said = f" Detsamma gäller {counted(more, 'siffra', 'siffror')} till." if more else ""
    return ProtectionConflict(conflicts[0].message + said, keys, told, rule)


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


def told_already(target: Key, definitions: Mapping[str, KpiDefinition]) -> ProtectionConflict:
    """Former releases tell a small figure, and none of what they showed is shown any more."""
    return ProtectionConflict(
        f"Siffran {named(target, definitions)} går att räkna ut av det som har visats förut, vad som än döljs nu.",
        told=[target],
    )


def named(key: Key, definitions: Mapping[str, KpiDefinition]) -> str:
    """A figure as a reader knows it."""
    cut = f", {key.cut}" if key.cut else ""
    area = kommuner().get(key.area, key.area)
    return f"”{definitions[key.kpi].name}{cut}” för {area} {Period.parse(key.period).label}"


def _withdraw(keys: Sequence[Key], before: Collection[_Name]) -> str:
    """What makes figures public no more, as it is written in `protection.toml`."""
    figures = "den ena siffran" if len(keys) == 1 else f"{len(keys)} siffror"
    return f"dra tillbaka {figures} med raden withdrawn = [{_lines(keys, before)}] i protection.toml i datahemmet."


def _admit(keys: Sequence[Key], before: Collection[_Name]) -> str:
    """What lets the rest be public though some figures are told already, as it is written in `protection.toml`."""
    figures = "den siffran" if len(keys) == 1 else f"{len(keys)} siffror"
    return (
        f"skriv att {figures} redan går att räkna ut, så att resten kan visas, med raden "
        f"told = [{_lines(keys, before)}] i protection.toml i datahemmet. Själva siffran visas inte."
    )


def _lines(keys: Sequence[Key], before: Collection[_Name]) -> str:
    names = [*sorted(set(before) - {tuple(key) for key in keys}), *keys]
    return ", ".join(
        "{" + ", ".join(f'{name} = "{word}"' for name, word in zip(Key._fields, key, strict=True)) + "}"
        for key in names
    )
