CREATE TABLE product_edit (
  seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  product_id TEXT NOT NULL,
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  device TEXT NOT NULL,
  kind TEXT NOT NULL,
  fields TEXT NOT NULL,
  reason TEXT,
  batch TEXT,
  undoes TEXT
);

CREATE UNIQUE INDEX product_edit_id_key ON product_edit (id);

CREATE UNIQUE INDEX product_edit_undoes_key ON product_edit (undoes);

CREATE INDEX product_edit_product_id_seq_idx ON product_edit (product_id, seq);

CREATE INDEX product_edit_who_seq_idx ON product_edit (who, seq);

CREATE INDEX product_edit_batch_idx ON product_edit (batch);
