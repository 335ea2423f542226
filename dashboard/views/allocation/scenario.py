"""Tänk om: a named scenario, what it would give each kommun, and its numbers to change."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from html import escape

import streamlit as st

from dashboard.blocks import pictures, text
from dashboard.blocks.choices import choose
from dashboard.blocks.proposals import drafts, moving_words, otherwise_words, proposal, proposal_words
from dashboard.blocks.proposals.proposal import SCENARIO, Compared, Proposal
from dashboard.blocks.style import palette
from dashboard.charts.allocation import draw_before_after
from dashboard.reader import pieces
from dashboard.reader.reader import Reader
from dashboard.reader.selection import Selection, slug
from dashboard.views.allocation import fields
from dashboard.words import allocation as sentences
from dashboard.words import allocation_tables as tables
from dashboard.words import formats
from dashboard.words.periods import spoken_day
from dashboard.words.tables import Amount, Cell, Table, without_zeros
from pipelines.allocation import KeyInputs, KommunShare
from pipelines.reference import STYRGRUPP


def section(reader: Reader, year: int) -> None:
    """The choice first, then what it gives, then its numbers: a phone shows the answer before the fields."""
    figures, names = reader.figures, drafts.kommuner(reader.figures)
    offered = drafts.scenarios(figures, drafts.decided_inputs(figures, year))
    wanted = dict(reader.selection.choices).get(SCENARIO, drafts.DECIDED)
    chosen = reader.selection.choice(SCENARIO, offered, drafts.DECIDED)
    text.heading(
        "Tänk om …",
        "Räkna på ett annat förslag. Den beslutade fördelningen ändras inte." + _forwards(reader, year),
        on_paper=chosen != drafts.DECIDED,
    )
    _choose(reader, year, offered, chosen, names)
    if wanted != chosen:
        text.note(f"Förslaget ”{wanted[:40]}” i adressen finns inte för {year}. Välj ett förslag i listan.")
    if chosen == drafts.LEAVES:
        text.note("Välj vilken kommun som lämnar.")
    asked = proposal.asked_for(figures, year, reader.selection)
    if asked is None:
        return
    # One place for the answer, or why there is none: the fields under it keep theirs while somebody types in them.
    pieces.send()
    with st.container(key="svar"):
        _result(reader, year, asked)
        pieces.send()
    fields.show(reader, asked)


def _choose(
    reader: Reader, year: int, offered: tuple[str, ...], chosen: str, names: Mapping[str, str]
) -> None:
    """The scenario, and which kommun where that is one of several; another scenario begins without changes."""
    leaving = [word for word in offered if word.partition("-")[0] == drafts.LEAVES]
    listed = [word for word in offered if word not in leaving[1:]]
    # The page's kommun is the one to begin with, or the reader's; nobody else has been chosen to leave.
    own = (reader.area.name, reader.whose)
    first = next(
        (word for name in own if (word := f"{drafts.LEAVES}-{slug(name)}") in leaving), drafts.LEAVES
    )

    def begin(selection: Selection, word: str) -> Selection:
        former = proposal.read(reader.figures, year, chosen, selection)
        selection = former.without_changes(selection)
        word = first if word in leaving[:1] else word
        return selection.choosing(SCENARIO, word) if word else selection.without(SCENARIO)

    current = leaving[0] if chosen in leaving else chosen
    choose(
        reader,
        SCENARIO,
        "Förslag",
        listed,
        current,
        lambda word: _offered(reader, word, names),
        change=begin,
    )
    if chosen in leaving:
        choose(
            reader,
            "lamnar",
            "Kommun som lämnar",
            leaving,
            chosen,
            lambda word: names.get(drafts.kommun_of(word, names) or "", "Välj kommun"),
            change=lambda selection, word: selection.choosing(SCENARIO, word),
        )


def _forwards(reader: Reader, year: int) -> str:
    """Beside an older year: that who comes or leaves does so later, and from which year that is reckoned."""
    if drafts.year_of(reader.figures, year) is not None:
        return ""
    newest = max(reader.figures.allocations.years)
    return f" Att en kommun kommer eller lämnar räknas framåt: välj budgetåret {newest}."


def _offered(reader: Reader, word: str, names: Mapping[str, str]) -> str:
    """A scenario in the list; a kommun leaves on one day only."""
    last = spoken_day(drafts.day_before(drafts.turn(reader.figures)))
    return proposal_words.kind(word, names) + (f" den {last}" if word == drafts.LEAVES else "")


def _result(reader: Reader, year: int, asked: Proposal) -> None:
    """The two allocations beside each other, or in a sentence why there is nothing to show."""
    compared, why_not = proposal_words.tried(asked)
    if compared is None:
        for sentence in why_not:
            text.note(sentence)
        return
    names, name = asked.names, proposal_words.named(asked)
    own = moving_words.own_years(asked, compared, reader.selection.area)
    own = own or proposal_words.own_result(compared, names, reader.selection.area)
    whole = proposal_words.result(compared, names)
    further = (
        otherwise_words.newer_counts(asked, reader.selection.area),
        f"{whole}." if own and not asked.leaves else "",
        otherwise_words.in_proportion(asked, reader.selection.area),
        moving_words.part_of_year(asked, compared),
        moving_words.whole_year(asked, compared),
        moving_words.homes(reader.figures, asked),
    )
    of = f"{year}" if asked.year == year else f"{asked.year}, mot beslutet för {year}"
    pictures.chart(
        reader,
        draw_before_after(*_bars(compared, names), palette()),
        name=f"Förslag till fördelning {year}",
        title=otherwise_words.on_condition(asked, own or whole, reader.selection.area),
        sub=f"{name}; kronor {of}. {proposal_words.assumptions(asked)}",
        describe=proposal_words.described(compared, names),
        said=" ".join(filter(None, further)),
        table=_table(compared, names, reader.selection.area, asked.decided),
        area="",
        key=f"forslag-{year}",
        tertials=False,
        given=(*proposal_words.given(asked), *otherwise_words.given(asked, reader.selection.area)),
    )
    if reader.audience == STYRGRUPP:
        # The same proposal as one of the meeting's screens.
        asking = {**dict(reader.selection.choices), "ar": str(year)}
        text.block(f'<p><a class="door" href="{escape(reader.door("mote", **asking))}">Visa i mötet</a></p>')


def _bars(
    compared: Compared, names: Mapping[str, str]
) -> tuple[list[tuple[str, list[int], str]], tuple[str, ...]]:
    """The bars of each kommun with its differences in words, and what each bar is called."""
    sides = [compared.decided, compared.proposed, *([compared.after] if compared.after else [])]
    rows = []
    for code in compared.codes:
        before, *others = amounts = [compared.amount(side, code) for side in sides]
        told = sentences.difference(before, others[0])
        if compared.after:
            told = "<br>".join(
                f"{of}: {formats.signed(after - before)}{formats.NBSP}kr"
                for of, after in enumerate(others, compared.year)
            )
        rows.append((names[code], amounts, told))
    return rows, _named(compared)


def _named(compared: Compared) -> tuple[str, ...]:
    """What each bar is called, away from the heads of a table."""
    if not compared.after:
        return _sides(compared)
    years = (compared.year, compared.year + 1)
    return (f"Beslutat {compared.of_year}", *(f"Förslag {year}" for year in years))


def _sides(compared: Compared) -> tuple[str, ...]:
    """What is decided and what is proposed, with the years where they are several."""
    later = compared.year != compared.of_year
    decided = f"Beslutat {compared.of_year}" if later else "Beslutat"
    if compared.after:
        return (decided, str(compared.year), str(compared.year + 1))
    return (decided, f"Förslag {compared.year}" if later else "Förslag")


def _table(compared: Compared, names: Mapping[str, str], chosen: str, decided: KeyInputs) -> Table:
    """A row a kommun: decided, proposed, the difference in kronor and per cent, and the proposed amount per child; and
    in the same way the first whole year without one that leaves."""
    age = decided.age_to
    sides = [compared.proposed, *([compared.after] if compared.after else [])]
    rows: list[tuple[Cell, ...]] = []
    for code in (*compared.codes, ""):
        before, *after = (_amount(compared, side, code) for side in (compared.decided, *sides))
        children = compared.proposed[code].children if code in compared.proposed else 0
        # Of a year in which somebody comes or leaves the whole one after it.
        each = Amount(Decimal(after[-1]) / children if children else None, "kr")
        changes = [cell for one in after for cell in (Amount(one, "kr"), *tables.differing(before, one))]
        rows.append((names.get(code, "Alla"), Amount(before, "kr"), *changes, each if code else ""))
    decided_head, proposed_head, *after_head = _sides(compared)
    heads = [proposed_head, "Skillnad, kr", "Skillnad, %"]
    if after_head:
        heads = [
            f"{head} {of}"
            for of in (proposed_head, *after_head)
            for head in ("Förslag", "Skillnad, kr,", "Skillnad, %,")
        ]
    of_which = after_head[-1] if after_head else "Förslag"
    table = Table(
        ("Kommun", decided_head, *heads, f"{of_which} per barn 0–{age} år"),
        tuple(rows),
        chosen=next((n for n, code in enumerate(compared.codes) if code == chosen), None),
        total=len(rows) - 1,
    )
    return without_zeros(table)


def _amount(compared: Compared, side: Mapping[str, KommunShare], code: str) -> int:
    """A kommun's amount; with a blank code that of all."""
    return compared.amount(side, code) if code else sum(share.amount_sek for share in side.values())
