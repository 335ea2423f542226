"""Changes that change nothing: each with the reason why no register could tell it from the right one."""

from __future__ import annotations

from tests.mutation.mutants import Mutant

_PLACEMENT_ENDS = "COALESCE(placement.end_date, CAST('9999-12-31' AS DATE))"
_CLASS_BEGINS = "MAKE_DATE(placement.birth_year + age.from_age, 1, 1)"
_CLASS_IS_LEFT = "MAKE_DATE(placement.birth_year + age.to_age + 1, 1, 1)"
_WAITERS_CLASS_BEGINS = "MAKE_DATE(waited.birth_year + age.from_age, 1, 1)"
_WAITERS_CLASS_IS_LEFT = "MAKE_DATE(waited.birth_year + age.to_age + 1, 1, 1)"
_LEFT_ALREADY = (
    "a span in a class that was left before it begins has no day in it, and there is an older class for all"
)


def _changed(left: str, right: str, was: str, now: str) -> str:
    return f"{left} {was} {right} → {left} {now} {right}"


#: (room/name, words of the change) → the reason.
EQUIVALENT: dict[tuple[str, str], str] = {
    ("measure/days", _changed("a.first_day", "e.day", ">", ">=")): (
        "an end day on the first day itself adds spans times no days"
    ),
    ("kpi/children_in_care", _changed(_PLACEMENT_ENDS, _CLASS_BEGINS, ">", ">=")): (
        "a placement that ends as the class begins has no day in it"
    ),
    ("kpi/children_in_care", _changed("placement.start_date", _CLASS_IS_LEFT, "<", "<=")): (
        "a placement that begins as the class is left has no day in it"
    ),
    **{
        (f"kpi/{kpi}", f"1 → 2 in {left} (2)"): "what begins the day that the class is left has no day in it"
        for kpi, left in (("children_in_care", _CLASS_IS_LEFT), ("referrals_open", _WAITERS_CLASS_IS_LEFT))
    },
    ("kpi/referrals_open", _changed("waited.first_day", "waited.before_day", "<", "<=")): (
        "a class of waiting that ends as it begins has no day in it"
    ),
    ("kpi/referrals_open", _changed("waited.before_day", _WAITERS_CLASS_BEGINS, ">", ">=")): (
        "a wait that ends as the class of age begins has no day in it"
    ),
    ("kpi/referrals_open", _changed("waited.first_day", _WAITERS_CLASS_IS_LEFT, "<", "<=")): (
        "a wait that begins as the class of age is left has no day in it"
    ),
}


def is_equivalent(mutant: Mutant) -> bool:
    return (f"{mutant.room}/{mutant.name}", mutant.change) in EQUIVALENT
