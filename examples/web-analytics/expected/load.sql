.import --csv data/pages.csv pages
CREATE TABLE views AS
WITH RECURSIVE files(path) AS (
  VALUES ('data/views/2026-05-04.jsonl'), ('data/views/2026-05-05.jsonl'), ('data/views/2026-05-06.jsonl'),
    ('data/views/2026-05-07.jsonl'), ('data/views/2026-05-08.jsonl'), ('data/views/2026-05-09.jsonl'), ('data/views/2026-05-10.jsonl')
), lines(line, rest) AS (
  SELECT NULL, CAST(readfile(path) AS TEXT) FROM files
  UNION ALL
  SELECT substr(rest, 1, instr(rest, char(10)) - 1), substr(rest, instr(rest, char(10)) + 1) FROM lines WHERE rest <> ''
)
SELECT line ->> 'visitor_id' AS visitor_id, line ->> 'viewed_at' AS viewed_at, line ->> 'path' AS path
FROM lines WHERE line IS NOT NULL;
-- A view starts a session when no other view of the visitor lies in the half hour before it.
CREATE TABLE starts AS
SELECT visitor_id, viewed_at,
  (SELECT count(*) FROM views e WHERE e.visitor_id = v.visitor_id AND unixepoch(e.viewed_at) < unixepoch(v.viewed_at)
    AND unixepoch(e.viewed_at) >= unixepoch(v.viewed_at) - 1800) = 0 AS is_start
FROM views v;
CREATE TABLE session_views AS
SELECT v.visitor_id,
  v.visitor_id || '-' || (SELECT count(*) FROM starts s WHERE s.visitor_id = v.visitor_id AND s.is_start AND s.viewed_at <= v.viewed_at) AS session_id,
  v.viewed_at, v.path, p.section
FROM views v LEFT JOIN pages p ON p.path = v.path;
CREATE TABLE sessions AS
SELECT session_id, visitor_id, min(viewed_at) AS started_at, unixepoch(max(viewed_at)) - unixepoch(min(viewed_at)) AS seconds,
  count(*) AS views,
  (SELECT path FROM session_views f WHERE f.session_id = s.session_id ORDER BY viewed_at LIMIT 1) AS landing_path,
  max(section = 'pricing') AS saw_pricing, max(section = 'signup') AS saw_signup, max(section = 'done') AS signed_up
FROM session_views s GROUP BY session_id, visitor_id;
