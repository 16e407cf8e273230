SELECT * FROM sessions ORDER BY session_id;
