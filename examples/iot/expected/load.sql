.import --csv "|gzip -dc data/sensors.csv.gz" sensors
.import --csv data/readings/day-1.csv texts
.import --csv --skip 1 data/readings/day-2.csv texts
.import --csv --skip 1 data/readings/day-3.csv texts
.import --csv --skip 1 data/readings/day-4.csv texts
CREATE TABLE readings AS SELECT CAST(sensor_id AS INTEGER) AS sensor_id, read_at, CAST(nullif(celsius, '') AS REAL) AS celsius FROM texts;
CREATE TABLE hourly AS
SELECT sensor_id, strftime('%Y-%m-%d %H:00:00', read_at) AS hour, date(read_at) AS day, '2026-07-04' AS as_of,
  count(*) AS readings, count(celsius) AS usable, avg(celsius) AS mean_celsius, max(celsius) AS max_celsius
FROM readings GROUP BY 1, 2, 3, 4;
