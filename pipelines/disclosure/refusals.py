"""What is said when former releases leave no way to protect a figure, and which one must then be withdrawn."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from pipelines.disclosure.keys import Key, Secret
from pipelines.disclosure.rule import Rule
from pipelines.errors import ReaderError
from pipelines.kpi.definitions import KpiDefinition
from pipelines.kpi.words import COULD_POINT_OUT
from pipelines.periods import Period
from pipelines.reference import kommuner
from pipelines.wording import counted

_STANDS = "De offentliga siffrorna står kvar. Är en rättelse fel: rätta underlaget. Är den riktig: "
_Name = tuple[str, ...]


class ProtectionConflict(ReaderError):
    """P010: what was shown before would now point somebody out, or nothing is left to hide.

    `keys`: the figures that must be withdrawn if what changed is right; `told`: what former releases tell, whatever is
    hidden; `rule`: with those that are written as such already.
    """

    def __init__(
        self, message: str, keys: Sequence[Key] = (), told: Sequence[Secret] = (), rule: Rule | None = None
    ) -> None:
        rule = rule or Rule()
        steps = [_withdraw(keys, rule.withdrawn)] if keys else []
        steps += [_admit(told, rule.told)] if told else []
        super().__init__("P010", message, remedy=_STANDS + " Och ".join(steps))
        self.keys, self.told = tuple(keys), tuple(told)


def together(
    conflicts: Sequence[ProtectionConflict], rule: Rule, *, every: bool = True
) -> ProtectionConflict:
    """All that stands in the way, said as one: the first in full, and every figure to withdraw or to admit; without
    `every` there may be more."""
    keys = [key for conflict in conflicts for key in conflict.keys]
    told = [secret for conflict in conflicts for secret in conflict.told]
    more = len(keys) + len(told) - 1
    least = "" if every else "minst "
    said = f" Detsamma gäller {least}{counted(more, 'siffra', 'siffror')} till." if more else ""
    return ProtectionConflict(conflicts[0].message + said, keys, told, rule)


def shown_and_small(key: Key, definitions: Mapping[str, KpiDefinition]) -> ProtectionConflict:
    """A figure that was shown has become small."""
    return ProtectionConflict(
        f"Siffran {named(key, definitions)} visades vid en tidigare publicering och är nu så liten att den "
        f"{COULD_POINT_OUT}. Det som en gång har visats kan inte döljas i efterhand.",
        [key],
    )


def nothing_left(target: Secret, shown: Key, definitions: Mapping[str, KpiDefinition]) -> ProtectionConflict:
    """What was shown before tells too much of a small figure."""
    return ProtectionConflict(
        f"Siffran {named(target, definitions)} går inte längre att skydda, för {named(shown, definitions)} visas "
        "bredvid och har visats förut.",
        [shown],
    )


def told_already(target: Secret, definitions: Mapping[str, KpiDefinition]) -> ProtectionConflict:
    """Former releases tell a small figure, and none of what they showed is shown any more."""
    return ProtectionConflict(
        f"Siffran {named(target, definitions)} går att räkna ut av det som har visats förut, vad som än döljs nu.",
        told=[target],
    )


def named(key: Key | Secret, definitions: Mapping[str, KpiDefinition]) -> str:
    """A figure, or what a whole has beside it, as a reader knows it."""
    cut = f", {key.cut}" if key.cut else ""
    area = kommuner().get(key.area, key.area)
    name = f"”{definitions[key.kpi].name}{cut}”"
    if isinstance(key, Secret) and key.part_of:
        name = f"”{definitions[key.part_of].name}{cut}” utom {name}"
    return f"{name} för {area} {Period.parse(key.period).label}"


def _withdraw(keys: Sequence[_Name], before: Collection[_Name]) -> str:
    """What makes figures public no more, as it is written in `protection.toml`."""
    figures = "den ena siffran" if len(keys) == 1 else f"{len(keys)} siffror"
    return f"dra tillbaka {figures} med raden withdrawn = [{_lines(keys, before)}] i protection.toml i datahemmet."


def _admit(keys: Sequence[_Name], before: Collection[_Name]) -> str:
    """What lets the rest be public though some figures are told already, as it is written in `protection.toml`."""
    figures = "den siffran" if len(keys) == 1 else f"{len(keys)} siffror"
    return (
        f"skriv att {figures} redan går att räkna ut, så att resten kan visas, med raden "
        f"told = [{_lines(keys, before)}] i protection.toml i datahemmet. Själva siffran visas inte."
    )


def _lines(keys: Sequence[_Name], before: Collection[_Name]) -> str:
    names = [*sorted(set(before) - {tuple(key) for key in keys}), *keys]
    return ", ".join("{" + ", ".join(_words(key)) + "}" for key in names)


def _words(key: _Name) -> Iterator[str]:
    for name, word in zip(Secret._fields, key, strict=False):
        if word or name != "part_of":
            yield f'{name} = "{word}"'
