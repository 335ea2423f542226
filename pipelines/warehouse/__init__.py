"""Building a warehouse from active deliveries: stage → core → kpi → mart, beside the old one, then swapped."""
