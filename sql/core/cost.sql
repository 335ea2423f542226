-- grain: kommun, month and form of placement; amount in kr. Source: each kommun's kostnader.
select
    kommun_code,
    month,
    form,
    amount
from stage.kostnader
