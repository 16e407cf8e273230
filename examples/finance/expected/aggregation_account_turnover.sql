SELECT account, booked_on, sum(euro_cents) AS euro_cents_sum, min(euro_cents) AS euro_cents_min, max(euro_cents) AS euro_cents_max,
  count(euro_cents) AS euro_cents_count
FROM euro_lines GROUP BY 1, 2 ORDER BY 1, 2;
