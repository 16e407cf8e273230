SELECT * FROM paid ORDER BY customer_id, month;
