SELECT date(started_at) AS day, count(*) AS sessions, sum(saw_pricing) AS pricing, sum(saw_pricing AND saw_signup) AS signup,
  sum(saw_pricing AND saw_signup AND signed_up) AS done
FROM sessions GROUP BY 1 ORDER BY 1;
