-- audit: Samma rad finns två gånger i lagret.
-- The check of a delivery refuses such rows; two deliveries of one register would still bring them in together.
select
    'referral' as core_table,
    referral_id::varchar as row_key,
    count(*) as copies
from core.referral
group by referral_id
having count(*) > 1
union all
select
    'placement' as core_table,
    placement_id::varchar as row_key,
    count(*) as copies
from core.placement
group by placement_id
having count(*) > 1
union all
select
    'home_status' as core_table,
    concat_ws(' ', home_id, from_date) as row_key,
    count(*) as copies
from core.home_status
group by home_id, from_date
having count(*) > 1
union all
select
    'enquiry' as core_table,
    enquiry_id::varchar as row_key,
    count(*) as copies
from core.enquiry
group by enquiry_id
having count(*) > 1
union all
select
    'training' as core_table,
    event_id::varchar as row_key,
    count(*) as copies
from core.training
group by event_id
having count(*) > 1
union all
select
    'support' as core_table,
    assignment_id::varchar as row_key,
    count(*) as copies
from core.support
group by assignment_id
having count(*) > 1
union all
select
    'deviation' as core_table,
    deviation_id::varchar as row_key,
    count(*) as copies
from core.deviation
group by deviation_id
having count(*) > 1
union all
select
    'cost' as core_table,
    concat_ws(' ', kommun_code, month, form) as row_key,
    count(*) as copies
from core.cost
group by kommun_code, month, form
having count(*) > 1
union all
select
    'economy' as core_table,
    concat_ws(' ', year, tertial, item) as row_key,
    count(*) as copies
from core.economy
group by year, tertial, item
having count(*) > 1
union all
select
    'population' as core_table,
    concat_ws(' ', kommun_code, year, age) as row_key,
    count(*) as copies
from core.population
group by kommun_code, year, age
having count(*) > 1
