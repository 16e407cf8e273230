SELECT sensor_id, count(*) AS hour_COUNT, sum(readings) AS readings_SUM,
  sum(CASE WHEN day >= '2026-07-03' THEN readings END) AS readings_SUM_0_1, max(max_celsius) AS max_celsius_MAX
FROM hourly GROUP BY sensor_id ORDER BY sensor_id;
