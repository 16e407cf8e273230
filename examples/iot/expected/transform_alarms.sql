SELECT r.sensor_id, s.site, r.read_at, r.celsius, CASE WHEN r.celsius > CAST(s.high AS REAL) THEN 'hot' ELSE 'cold' END AS alarm
FROM readings r JOIN sensors s ON CAST(s.sensor_id AS INTEGER) = r.sensor_id
WHERE r.celsius > CAST(s.high AS REAL) OR r.celsius < CAST(s.low AS REAL) ORDER BY r.sensor_id, r.read_at;
