SELECT p.name AS supplier, p.lead_days, s.sku, s.warehouse, 2 * i.reorder_point - s.on_hand AS pieces
FROM stock s, items i, suppliers p
WHERE i.sku = s.sku AND p.supplier_id = i.supplier_id AND s.on_hand < i.reorder_point;
