SELECT sensor_id, gap_from, gap_to, (unixepoch(gap_to) - unixepoch(gap_from)) / 60 AS minutes
FROM (
  SELECT r.sensor_id, (SELECT max(b.read_at) FROM readings b WHERE b.sensor_id = r.sensor_id AND b.read_at < r.read_at) AS gap_from,
    r.read_at AS gap_to
  FROM readings r
)
WHERE unixepoch(gap_to) - unixepoch(gap_from) > 1200 ORDER BY sensor_id, gap_from;
