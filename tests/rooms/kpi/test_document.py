"""docs/indicators.md says what the KPI files say, its examples are true, and every definition has been reviewed."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

import pytest

from pipelines.kpi.definitions import KpiDefinition, kpi_definitions
from pipelines.kpi.document import (
    DOCUMENT,
    Example,
    indicators_document,
    missing_examples,
    read_examples,
)
from pipelines.kpi.review import overdue_reviews
from pipelines.kpi.words import DIRECTIONS, MEASURES
from tests.fixtures.tables import area_code, read_table
from tests.twins.plain.calendar import calendar_of
from tests.twins.plain.catalogue import CATALOGUE
from tests.twins.plain.figures import Membership, World, twin_figures

EXAMPLES = read_examples()


def test_document_is_current():
    assert DOCUMENT.read_text("utf-8") == indicators_document(kpi_definitions(), EXAMPLES), (
        "run: uv run python -m pipelines.kpi.document"
    )


def test_every_kpi_has_a_worked_example():
    assert missing_examples(kpi_definitions(), EXAMPLES) == []


@pytest.mark.slow
@pytest.mark.parametrize("example", EXAMPLES, ids=[e.title for e in EXAMPLES])
def test_worked_example_is_what_the_product_says(spec, example):
    spec.reporting_date = example.reporting_date
    for table in example.tables:
        spec.given(table.dataset, table.rows)
    spec.build(*(figure.kpi for figure in example.figures))
    for figure in example.figures:
        spec.expect(figure.kpi, figure.area, figure.values)


@pytest.mark.parametrize("example", EXAMPLES, ids=[e.title for e in EXAMPLES])
def test_worked_example_is_what_a_person_counts(example: Example):
    register = {dataset: [] for twin in CATALOGUE.values() for dataset in twin.datasets} | {"befolkning": []}
    for table in example.tables:
        register[table.dataset] = read_table(table.dataset, table.rows)
    owners = tuple(Membership(area_code(name), date(2019, 1, 1)) for name in ("Ånge", "Timrå"))
    senders = ["GFO", *(owner.kommun for owner in owners)]
    starts = {(dataset, sender): date(2019, 1, 1) for dataset in register for sender in senders}
    through = {(dataset, sender): example.reporting_date for dataset in register for sender in senders}
    world = World(register, owners, starts, through, example.reporting_date)
    told = twin_figures(world, calendar_of(range(2022, 2024)), [figure.kpi for figure in example.figures])
    for figure in example.figures:
        for period, value in figure.values.items():
            counted = told[figure.kpi, "", area_code(figure.area), period]
            assert (counted.reason if isinstance(value, str) else float(counted.value)) == value, (
                figure.kpi,
                period,
            )


def test_no_definition_is_past_its_review():
    # The one test that looks at the calendar: on the day it fails, somebody should read the definitions again.
    assert overdue_reviews(kpi_definitions(), date.today()) == []  # noqa: DTZ011


def test_review_that_has_passed_is_named():
    definitions = dict(kpi_definitions())
    definitions["matches"] = replace(definitions["matches"], next_review=date(2027, 1, 1))
    assert overdue_reviews(definitions, date(2027, 1, 1)) == []
    assert overdue_reviews(definitions, date(2027, 1, 2)) == ["matches"]


def test_review_after_more_than_a_year_or_before_the_last_is_named():
    definitions = dict(kpi_definitions())
    definitions["matches"] = replace(definitions["matches"], next_review=date(2029, 1, 1))
    definitions["breakdowns"] = replace(definitions["breakdowns"], next_review=date(2026, 1, 1))
    assert overdue_reviews(definitions, date(2025, 1, 1)) == ["breakdowns", "matches"]


@pytest.mark.parametrize("definition", kpi_definitions().values(), ids=lambda definition: definition.kpi)
def test_every_kpi_says_what_a_reader_needs(definition: KpiDefinition):
    text = {field.name: getattr(definition, field.name) for field in fields(definition)}
    for name in ("name", "question", "unit", "caveat", "owner", "source"):
        assert text[name], name
    assert definition.question.endswith("?")
    assert definition.caveat.endswith(".")
    assert definition.measure in MEASURES
    assert definition.direction in DIRECTIONS
    assert not definition.part_of or definition.part_of in kpi_definitions()
