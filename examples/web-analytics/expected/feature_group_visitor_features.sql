SELECT visitor_id, count(*) AS sessions, sum(views) AS views, max(started_at) AS last_seen, max(signed_up) AS signed_up
FROM sessions GROUP BY visitor_id ORDER BY visitor_id;
