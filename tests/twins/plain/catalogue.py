"""Every KPI id with its measure, datasets and cuts, typed from the assignment's own table (not from the KPI files)."""

from __future__ import annotations

from dataclasses import dataclass

from tests.twins.plain import observed_homes as homes
from tests.twins.plain import observed_money as money
from tests.twins.plain import observed_placements as placements
from tests.twins.plain import observed_referrals as referrals
from tests.twins.plain import observed_services as services
from tests.twins.plain.observations import Observer

FORMS = (
    "familjehem_gfo", "familjehem_kommun", "natverkshem", "konsulentstott", "jourhem", "akutfamilj", "hvb",
    "stodboende", "sis",
)  # fmt: skip
CHANNELS = ("webb", "sociala_medier", "annons", "evenemang", "rekommendation", "kommun", "annan")
HOME_TYPES = ("familjehem", "jourhem", "akutfamilj", "mentor")
TRAININGS = ("grundutbildning", "fortbildning", "connect", "natverkstraff", "forelasning", "familjedag")
ITEMS = ("personal", "lokaler", "rekrytering", "utbildning", "stod", "ovrigt", "intakter")
CATEGORIES = ("samverkan", "matchning", "utredning", "stod", "dokumentation", "annan")
ENDS = ("planerad", "sammanbrott", "flytt_hem", "annan_placering", "vardnadsoverflyttning", "alder", "annan")
CUTS = {
    "utfall": ("matchad_gfo", "matchad_kommun", "matchad_natverk", "aterlamnad", "atertagen"),
    "vantat": ("0_30", "31_90", "91_180", "over_180"),
    "alder": ("0_6", "7_14", "15_17", "18_20", "okand"),
    "kon": ("flicka", "pojke", "okant"),
    "lagrum": ("sol", "lvu", "okand"),
    "orsak": (*ENDS, "okand"),
    "status": ("tillgangligt", "upptaget", "vilande"),
    "fran": ("akut", "annan"),
    "form": FORMS,
    "kanal": CHANNELS,
    "hemtyp": HOME_TYPES,
    "utbildningstyp": TRAININGS,
    "post": ITEMS,
    "kategori": CATEGORIES,
}


@dataclass(frozen=True)
class Twin:
    """What the assignment's table says of one KPI."""

    measure: str
    datasets: tuple[str, ...]
    observe: Observer | None = None
    cuts: tuple[str, ...] = ()
    parts: tuple[str, str] | None = None
    scale: int = 1
    gfo_only: bool = False
    per_tertial: bool = False
    follow_up_days: int = 0
    whole_months: bool = False


REFERRALS, PLACEMENTS = ("remisser",), ("placeringar",)

CATALOGUE: dict[str, Twin] = {
    "referrals_received": Twin("flow", REFERRALS, referrals.referrals_received),
    "referrals_decided": Twin("flow", REFERRALS, referrals.referrals_decided, cuts=("utfall",)),
    "days_to_decision": Twin("median", REFERRALS, referrals.days_to_decision, cuts=("utfall",)),
    "children_referred": Twin("unique_flow", REFERRALS, referrals.children_referred),
    "children_returned_gfo": Twin("unique_flow", REFERRALS, referrals.children_returned_gfo),
    "children_withdrawn_kommun": Twin("unique_flow", REFERRALS, referrals.children_withdrawn_kommun),
    "matches": Twin("flow", REFERRALS, referrals.matches),
    "referrals_matched": Twin("unique_flow", REFERRALS, referrals.referrals_matched),
    "referrals_matched_gfo": Twin("unique_flow", REFERRALS, referrals.referrals_matched_gfo),
    "referrals_matched_kommun": Twin("unique_flow", REFERRALS, referrals.referrals_matched_kommun),
    "referrals_matched_network": Twin("unique_flow", REFERRALS, referrals.referrals_matched_network),
    "referrals_returned_gfo": Twin("flow", REFERRALS, referrals.referrals_returned_gfo),
    "referrals_withdrawn_kommun": Twin("flow", REFERRALS, referrals.referrals_withdrawn_kommun),
    "referrals_open": Twin("stock", REFERRALS, referrals.referrals_open, cuts=("vantat", "alder")),
    "match_rate": Twin("ratio", REFERRALS, parts=("matches", "referrals_decided"), scale=100),
    "days_to_match": Twin("median", REFERRALS, referrals.days_to_match),
    "bank_homes_available": Twin("stock", ("familjehem",), homes.bank_homes_available, cuts=("hemtyp",)),
    "bank_homes": Twin("stock", ("familjehem",), homes.bank_homes, cuts=("hemtyp", "status")),
    "bank_days": Twin("days", ("familjehem",), homes.bank_days),
    "bank_days_occupied": Twin("days", ("familjehem",), homes.bank_days_occupied),
    "bank_utilisation": Twin("ratio", ("familjehem",), parts=("bank_days_occupied", "bank_days"), scale=100),
    "homes_joined_bank": Twin("flow", ("familjehem",), homes.homes_joined_bank),
    "homes_left_bank": Twin("flow", ("familjehem",), homes.homes_left_bank),
    "days_in_bank": Twin("median", ("familjehem",), homes.days_in_bank),
    "enquiries_received": Twin("flow", ("rekrytering",), homes.enquiries_received, cuts=("kanal",)),
    "enquiries_approved_later": Twin(
        "flow", ("rekrytering",), homes.enquiries_approved_later, cuts=("kanal",), follow_up_days=365
    ),
    "enquiry_conversion": Twin(
        "ratio",
        ("rekrytering",),
        cuts=("kanal",),
        parts=("enquiries_approved_later", "enquiries_received"),
        scale=100,
        follow_up_days=365,
    ),
    "homes_approved": Twin("flow", ("rekrytering",), homes.homes_approved),
    "days_to_approval": Twin("median", ("rekrytering",), homes.days_to_approval),
    "foster_parents_trained": Twin("sum", ("utbildning",), services.foster_parents_trained),
    "training_occasions": Twin(
        "flow", ("utbildning",), services.training_occasions, cuts=("utbildningstyp",)
    ),
    "training_participants": Twin(
        "sum", ("utbildning",), services.training_participants, cuts=("utbildningstyp",)
    ),
    "placed_children": Twin("during", PLACEMENTS, placements.placed_children),
    "placed_children_0_20": Twin("during", PLACEMENTS, placements.placed_children_0_20),
    "children_in_care": Twin(
        "stock", PLACEMENTS, placements.children_in_care, cuts=("form", "alder", "kon", "lagrum")
    ),
    "foster_children": Twin("during", PLACEMENTS, placements.foster_children),
    "foster_children_consultant": Twin("during", PLACEMENTS, placements.foster_children_consultant),
    "emergency_placements_started": Twin("unique_flow", PLACEMENTS, placements.emergency_placements_started),
    "emergency_placements_akutfamilj": Twin(
        "unique_flow", PLACEMENTS, placements.emergency_placements_akutfamilj
    ),
    "placements_started": Twin("flow", PLACEMENTS, placements.placements_started, cuts=("form",)),
    "placements_ended": Twin("flow", PLACEMENTS, placements.placements_ended, cuts=("form", "orsak")),
    "replacements": Twin("flow", PLACEMENTS, placements.replacements, cuts=("fran",)),
    "re_entries": Twin("flow", PLACEMENTS, placements.re_entries),
    "custody_transfers": Twin("flow", PLACEMENTS, placements.custody_transfers),
    "breakdowns": Twin("flow", PLACEMENTS, placements.breakdowns, cuts=("form",)),
    "breakdown_rate": Twin(
        "ratio", PLACEMENTS, cuts=("form",), parts=("breakdowns", "placements_ended"), scale=100
    ),
    "care_days": Twin("days", PLACEMENTS, placements.care_days, cuts=("form",)),
    "foster_care_days": Twin("days", PLACEMENTS, placements.foster_care_days),
    "consultant_care_days": Twin("days", PLACEMENTS, placements.consultant_care_days),
    "consultant_day_share": Twin(
        "ratio", PLACEMENTS, parts=("consultant_care_days", "foster_care_days"), scale=100
    ),
    "care_days_costed": Twin("days", PLACEMENTS, placements.care_days, cuts=("form",), whole_months=True),
    "children_0_20": Twin("level", (), money.children_0_20),
    "placed_per_1000": Twin("ratio", PLACEMENTS, parts=("placed_children_0_20", "children_0_20"), scale=1000),
    "support_assignments": Twin("flow", ("stod",), services.support_assignments),
    "mentorships": Twin("flow", ("stod",), services.mentorships),
    "exit_interviews": Twin("flow", ("stod",), services.exit_interviews),
    "support_ongoing": Twin("stock", ("stod",), services.support_ongoing),
    "mentorships_ongoing": Twin("stock", ("stod",), services.mentorships_ongoing),
    "deviations_reported": Twin("flow", ("avvikelser",), services.deviations_reported, cuts=("kategori",)),
    "deviations_open": Twin("stock", ("avvikelser",), services.deviations_open, cuts=("kategori",)),
    "deviations_closed": Twin("flow", ("avvikelser",), services.deviations_closed, cuts=("kategori",)),
    "days_to_close_deviation": Twin(
        "median", ("avvikelser",), services.days_to_close_deviation, cuts=("kategori",)
    ),
    "placement_cost": Twin("sum", ("kostnader",), money.placement_cost, cuts=("form",)),
    "cost_per_care_day": Twin(
        "ratio", ("kostnader", "placeringar"), cuts=("form",), parts=("placement_cost", "care_days_costed")
    ),
    "consultant_cost": Twin("sum", ("kostnader",), money.consultant_cost),
    "foster_cost": Twin("sum", ("kostnader",), money.foster_cost),
    "consultant_cost_share": Twin(
        "ratio", ("kostnader",), parts=("consultant_cost", "foster_cost"), scale=100
    ),
    "cost_per_child_0_20": Twin("ratio", ("kostnader",), parts=("placement_cost", "children_0_20")),
    "gfo_budget": Twin(
        "sum", ("ekonomi",), money.gfo_budget, cuts=("post",), gfo_only=True, per_tertial=True
    ),
    "gfo_outcome": Twin(
        "sum", ("ekonomi",), money.gfo_outcome, cuts=("post",), gfo_only=True, per_tertial=True
    ),
    "gfo_prognosis": Twin("level", ("ekonomi",), money.gfo_prognosis, gfo_only=True, per_tertial=True),
    "gfo_deviation": Twin(
        "difference",
        ("ekonomi",),
        cuts=("post",),
        parts=("gfo_budget", "gfo_outcome"),
        gfo_only=True,
        per_tertial=True,
    ),
    "recruitment_cost": Twin("sum", ("ekonomi",), money.recruitment_cost, gfo_only=True, per_tertial=True),
    "recruitment_cost_per_home": Twin(
        "ratio",
        ("ekonomi", "rekrytering"),
        parts=("recruitment_cost", "homes_approved"),
        gfo_only=True,
        per_tertial=True,
    ),
}
