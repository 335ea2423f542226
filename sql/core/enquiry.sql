-- grain: a family's enquiry. Source: GFO's rekrytering.
select
    enquiry_id,
    received,
    channel,
    first_talk,
    assessment_started,
    assessment_done,
    decision,
    decision_date,
    home_kommun_code,
    home_id
from stage.rekrytering
