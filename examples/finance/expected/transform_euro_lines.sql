SELECT * FROM euro_lines ORDER BY line_id;
