SELECT * FROM hourly ORDER BY sensor_id, hour;
