SELECT s.sku, s.warehouse, s.on_hand, s.on_hand * i.unit_cost_cents AS worth_cents, s.on_hand < i.reorder_point AS is_low
FROM stock s, items i WHERE i.sku = s.sku ORDER BY s.sku, s.warehouse;
