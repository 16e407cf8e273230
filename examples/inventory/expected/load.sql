.mode csv
.separator ";"
.import data/items.csv items_text
.import data/suppliers.csv suppliers_text
.import data/movements.csv movements_text
.separator ","
CREATE TABLE items AS SELECT sku, CAST(supplier_id AS INTEGER) AS supplier_id, CAST(unit_cost_cents AS INTEGER) AS unit_cost_cents,
  CAST(reorder_point AS INTEGER) AS reorder_point FROM items_text;
CREATE TABLE suppliers AS SELECT CAST(supplier_id AS INTEGER) AS supplier_id, name, CAST(lead_days AS INTEGER) AS lead_days FROM suppliers_text;
CREATE TABLE movements AS SELECT CAST(movement_id AS INTEGER) AS movement_id, moved_on, counted_on, sku, warehouse, kind,
  CAST(quantity AS INTEGER) AS quantity FROM movements_text;
CREATE TABLE stock AS SELECT m.sku, m.warehouse, sum(m.quantity) AS on_hand FROM movements m GROUP BY m.sku, m.warehouse;
