"""The page-shaped tables of the published file for tests: one statement each, by docs/data-model.md."""

from __future__ import annotations

_EACH = "from area as a cross join period as p where p.kind in ('tertial', 'year')"
MARTS = (
    (
        "create table economy as select 2026 as year, 2 as tertial, '2026T2' as period, i as item, 10.0 as budget,"
        " 9.0 as outcome, 123456.0::decimal(14,2) as prognosis, 1.0 as deviation from (values ('personal')) as t (i)"
    ),
    (
        "create table signal as select v.kpi, v.area, v.period,"
        " case when v.kpi = 'homes_approved' then 'outside' else 'inside' end as state,"
        " case when v.kpi = 'homes_approved' then 1 else 0 end as side, 1.0 as mean, 0.0 as lower, 2.0 as upper,"
        " case when v.kpi = 'homes_approved' then 'Högre än normalt för ' || a.name || ': 9, mot normalt 0–2.'"
        " else 'Inom det normala för ' || a.name || '; tre av de senaste åtta tertialen låg högre.' end as sentence"
        " from kpi_value as v inner join area as a using (area) where v.cut = '' and v.period like '____T_'"
    ),
    (
        "create table signal_point as select kpi, area, period, value * 0.9 as mean, value * 0.5 as lower,"
        " value * 1.4 as upper, true as in_baseline, kpi = 'homes_approved' as signal, '' as skipped"
        " from kpi_value where cut = '' and period like '____T_'"
    ),
    "create table meeting as select '2026T1' as period, date '2026-06-10' as meeting_on, 1 as build, 'Möte' as reason",
    (
        "create table revision as select 'replacements' as kpi, 'Omplaceringar' as name, '' as cut, a.area,"
        " '2026T1' as period, 4.0::decimal(18,6) as old_value, 'ok' as old_status, null::decimal(18,6) as new_value,"
        " 'hidden' as new_status, true as settled, 'Ny leverans från Timrå' as cause from area as a"
    ),
    (
        "create table capacity_summary as select date '2026-08-31' as as_of, 17 as open_now, 26 as homes_now,"
        " 'Sjutton remisser pågick.' || chr(10) || 'Tre hem till räcker.' as sentences"
    ),
    (
        "create table capacity_forecast as select '2026T3' as period, h as more_homes, m as measure, 21.0 as median,"
        " 15.0 as lower, 28.0 as upper from (values (0), (3)) as x (h), (values ('open'), ('days_to_match')) as y (m)"
    ),
    (
        "create table capacity_trust as select m as measure, case when m = 'open' then '' else 'Träffar inte.' end"
        " as withheld from (values ('open'), ('days_to_match')) as y (m)"
    ),
    (
        "create table delivery_history as select 7 as delivery_id, timestamp '2026-09-03 10:00:00' as received,"
        " 'placeringar' as dataset, '2262' as sender, date '2026-08-31' as through, 415 as rows_total,"
        " 412 as rows_accepted, 3 as rows_refused, 2 as warnings, 'Delvis godkänd' as status, '' as reason"
    ),
    (
        "create table delivery_finding as select 7 as delivery_id, 'K003' as code, 'placeringsform' as column_name,"
        " 'stoppar raden' as severity, 3 as findings"
    ),
    (
        "create table delivery_expected as select 'kostnader' as dataset, '2260' as sender, 'sen' as timeliness,"
        " 'x' as standing, date '2026-04-30' as through"
    ),
    (
        "create table crosscheck as select 'care' as crosscheck, 'En månad saknar kostnad.' as sentence,"
        " 'Lämna kostnaden.' as remedy, a.area as kommun_code, 1 as findings, 'fynd' as outcome from area as a"
    ),
    (
        "create table declaration as select 'rattelse' as kind, 'remisser' as dataset, 'GFO' as sender,"
        " 'utfall' as column_name, 'Felskrivet' as reason, 'Enhetschefen' as decided_by, date '2027-01-01' as until,"
        " 'applied' as outcome"
    ),
    (
        "create table build_history as select 1 as build, timestamp '2026-06-01 08:00:00' as built_at,"
        " timestamp '2026-06-01 08:00:00' as as_of, date '2026-04-30' as reporting_date,"
        " timestamp '2026-06-01 09:00:00' as published_at, 'Första' as reason"
    ),
    "create table publication_difference as select kpi, area, period from revision",
    (
        f"create table referral_flow as select a.area, p.period, 9 as opening, 12 as received, 4 as matched_gfo,"
        f" 1 as matched_kommun, 1 as matched_network, 3 as returned_gfo, 2 as withdrawn_kommun, 10 as closing {_EACH}"
    ),
    (
        f"create table waiting as select a.area, p.period, 1 as position, '0–30 dagar' as age_class, 6 as referrals"
        f" {_EACH}"
    ),
    (
        f"create table time_to_match as select a.area, p.period, 12 as referrals, 6 as matched,"
        f" 42.5::decimal(18,6) as median_days, 77 as kaplan_meier_days {_EACH}"
    ),
    (
        f"create table home_bank as select a.area, p.period, 5 as available, 9 as occupied, 2 as resting, 1 as came,"
        f" case p.period when '2026T2' then 2 when '2025T2' then 1 else 0 end as left_bank,"
        f" case p.period when '2026T2' then 1241.0 when '2025T2' then 156.0 end::decimal(18,6) as median_days_stayed"
        f" {_EACH}"
    ),
    (
        "create table recruitment_funnel as select p.period, c.channel, s.position, s.stage,"
        " case c.channel when '' then 100 - 15 * s.position when 'annons' then 0"
        " when 'kommun' then 4 - s.position else 60 - 15 * s.position end as families,"
        " case when s.position > 1 then 12.5 end as median_days from period as p"
        " cross join (values (1, 'Intresseanmälan'), (2, 'Kartläggning'), (3, 'Hem i banken')) as s (position, stage)"
        " cross join (values (''), ('annons'), ('kommun'), ('webb')) as c (channel)"
    ),
    (
        "create table deviation_closing as select a.area, p.period, c as category, 2 as closed, 30.0 as median_days"
        " from area as a cross join period as p cross join unnest(['', 'samverkan']) as u (c)"
    ),
    "create table target (kpi varchar, area varchar, period varchar, target decimal(18,6), source varchar)",
    "create table comment (day date, period varchar, kpi varchar, area varchar, text varchar)",
    "create table allocation_change (year integer, area varchar, effect varchar, amount_sek bigint)",
)
