"""The allocation key of one year: its inputs, each kommun's shares and each kommun's whole kronor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import floor

from pipelines.errors import ReaderError
from pipelines.reference import Owner


@dataclass(frozen=True)
class KeyInputs:
    """Everything that one year's allocation depends on.

    `budget` in whole kronor. The two weights add up to 1. `population` counts children 0–`age_to` in
    `base_year_population`, `placed` the placed children agreed for `base_year_placed`, both by kommun code.
    `months` holds the owners that share the budget and for how many whole months of the year (1–12); a
    kommun outside `months` takes no part, whatever the other two say about it.
    """

    year: int
    budget: int
    weight_population: Fraction
    weight_placed: Fraction
    base_year_population: int
    base_year_placed: int
    age_to: int
    population: Mapping[str, int]
    placed: Mapping[str, int]
    months: Mapping[str, int]


@dataclass(frozen=True)
class KommunShare:
    """One kommun's part: its inputs, its share of either component (of 1) and its kronor by component."""

    kommun_code: str
    months: int
    children: int
    placed: int
    population_share: Fraction
    placed_share: Fraction
    amount_sek: int
    population_amount_sek: int
    placed_amount_sek: int


def allocate(inputs: KeyInputs) -> list[KommunShare]:
    """Share the budget; one row per owner in the order of kommun codes, adding up exactly to the budget.

    A share is quantity · months / Σ quantity · months, per component. The amounts are whole kronor by
    largest remainder (ties by kommun code). Of an amount, the population's part is its exact part rounded
    half up and the placed children's part is the rest; a kommun whose exact placed part is zero gets none,
    and no part is ever negative, so the rounding of the total never shows as a krona for no child.

    Raises ReaderError (N001–N006) when the inputs cannot carry an allocation.
    """
    check_inputs(inputs)
    codes = sorted(inputs.months)
    population_share = _shares(inputs.population, inputs.months, codes)
    placed_share = _shares(inputs.placed, inputs.months, codes)
    population_exact = [inputs.budget * inputs.weight_population * share for share in population_share]
    placed_exact = [inputs.budget * inputs.weight_placed * share for share in placed_share]
    amounts = _largest_remainder(
        [first + second for first, second in zip(population_exact, placed_exact, strict=True)],
        inputs.budget,
    )
    rows = []
    for i, code in enumerate(codes):
        population_part = min(amounts[i], floor(population_exact[i] + Fraction(1, 2)))
        if placed_exact[i] == 0:
            population_part = amounts[i]
        rows.append(
            KommunShare(
                kommun_code=code,
                months=inputs.months[code],
                children=inputs.population[code],
                placed=inputs.placed[code],
                population_share=population_share[i],
                placed_share=placed_share[i],
                amount_sek=amounts[i],
                population_amount_sek=population_part,
                placed_amount_sek=amounts[i] - population_part,
            )
        )
    return rows


def membership_months(owners: Iterable[Owner], year: int) -> dict[str, int]:
    """Whole months of ownership per kommun in `year`, 1–12; a kommun with none is left out.

    A month counts when the kommun owned GFO on each of its days; `left` is the first day outside. A kommun
    that left and came back has two rows, and its months are added up.
    """
    months: dict[str, int] = {}
    for owner in owners:
        for month in range(1, 13):
            first_day = date(year, month, 1)
            next_month = date(year + month // 12, month % 12 + 1, 1)
            if owner.joined <= first_day and (owner.left is None or owner.left >= next_month):
                months[owner.kommun_code] = months.get(owner.kommun_code, 0) + 1
    return dict(sorted(months.items()))


def whole_kronor(amount: Decimal | int) -> int:
    """The budget in kronor. A budget with öre is refused (N006), not rounded: whole kronor could not add up
    to it, and a total other than the decided one must not appear without somebody deciding it."""
    if amount != int(amount):
        raise ReaderError(
            "N006",
            "Budgeten som ska fördelas har ören, och hela kronor kan inte summera till den.",
            remedy="Ange budgeten i hela kronor.",
            found=f"{amount}".replace(".", ","),
            allowed="hela kronor",
        )
    return int(amount)


def check_inputs(inputs: KeyInputs) -> None:
    """Raise ReaderError (N001–N005) with what is wrong and what to do; return None when all is well."""
    for weight in (inputs.weight_population, inputs.weight_placed):
        if isinstance(weight, float):
            raise TypeError("a weight is a Fraction; a float could not add up exactly")
    if inputs.budget < 0:
        raise _refused(
            "N001", inputs, "budgeten är negativ", "Rätta budgeten.", f"{inputs.budget}", "0 kr eller mer"
        )
    _check_weights(inputs)
    if not inputs.months:
        raise _refused("N003", inputs, "ingen kommun är med", "Ange ägare och hur många månader de är med.")
    for code, months in sorted(inputs.months.items()):
        if not 1 <= months <= 12:
            raise _refused(
                "N001",
                inputs,
                f"kommun {code} är med {months} månader",
                "Ange hela månader, eller ta bort kommunen om den inte är med alls.",
                f"{months}",
                "1–12 månader",
            )
    _check_component(inputs, "folkmängd", inputs.population, inputs.base_year_population)
    _check_component(inputs, "placerade barn", inputs.placed, inputs.base_year_placed)
    for words, quantities, weight in (
        ("barn i befolkningen", inputs.population, inputs.weight_population),
        ("placerade barn", inputs.placed, inputs.weight_placed),
    ):
        if weight and not any(quantities[code] for code in inputs.months):
            raise _refused(
                "N005",
                inputs,
                f"summan av {words} är noll, så det finns inget att dela efter",
                "Ange antalen för basåret, eller sätt den delens vikt till 0.",
            )


def _check_weights(inputs: KeyInputs) -> None:
    found = f"{_decimal(inputs.weight_population)} och {_decimal(inputs.weight_placed)}"
    if inputs.weight_population < 0 or inputs.weight_placed < 0:
        raise _refused("N001", inputs, "en vikt är negativ", "Rätta vikterna.", found, "0 till 1")
    if inputs.weight_population + inputs.weight_placed != 1:
        raise _refused(
            "N002",
            inputs,
            "vikterna för befolkning och placerade barn blir inte 1 tillsammans",
            "Ändra en av vikterna så att summan blir 1.",
            found,
            "två vikter med summan 1",
        )


def _check_component(inputs: KeyInputs, words: str, quantities: Mapping[str, int], base_year: int) -> None:
    missing = [code for code in sorted(inputs.months) if code not in quantities]
    if missing:
        raise _refused(
            "N004",
            inputs,
            f"uppgift om {words} {base_year} saknas för kommun {', '.join(missing)}",
            f"Leverera {words} för basåret, eller ange ett annat basår.",
        )
    for code in sorted(inputs.months):
        if quantities[code] < 0:
            raise _refused(
                "N001",
                inputs,
                f"{words} {base_year} är negativt för kommun {code}",
                "Rätta antalet.",
                f"{quantities[code]}",
                "0 eller fler",
            )


def _refused(
    code: str, inputs: KeyInputs, what: str, remedy: str, found: str = "", allowed: str = ""
) -> ReaderError:
    message = f"Kostnadsfördelningen för {inputs.year} går inte att räkna: {what}."
    return ReaderError(code, message, remedy=remedy, found=found, allowed=allowed)


def _decimal(weight: Fraction) -> str:
    """A weight as a reader writes it: 0,5; three significant thousandths are enough to recognise it."""
    return f"{float(weight):.6f}".rstrip("0").rstrip(".").replace(".", ",")


def _shares(quantities: Mapping[str, int], months: Mapping[str, int], codes: list[str]) -> list[Fraction]:
    """Each kommun's share of Σ quantity · months; all zero when nobody has any (its weight is then 0)."""
    weighted = [quantities[code] * months[code] for code in codes]
    total = sum(weighted)
    return [Fraction(part, total) if total else Fraction(0) for part in weighted]


def _largest_remainder(exact: list[Fraction], total: int) -> list[int]:
    """Whole numbers that add up to `total` (which is Σ exact); the first of equal remainders goes first."""
    whole = [floor(part) for part in exact]
    by_remainder = sorted(range(len(exact)), key=lambda i: (whole[i] - exact[i], i))
    for i in by_remainder[: total - sum(whole)]:
        whole[i] += 1
    return whole
