SELECT cohort, months_in, count(*) AS customers FROM (SELECT DISTINCT cohort, months_in, customer_id FROM paid)
GROUP BY cohort, months_in ORDER BY cohort, months_in;
