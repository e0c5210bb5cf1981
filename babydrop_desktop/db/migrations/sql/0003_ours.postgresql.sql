CREATE TABLE babydrop.product_edit (
  seq BIGSERIAL NOT NULL,
  id TEXT NOT NULL,
  product_id TEXT NOT NULL,
  at TIMESTAMP(3) WITHOUT TIME ZONE NOT NULL,
  who TEXT NOT NULL,
  device TEXT NOT NULL,
  kind TEXT NOT NULL,
  fields JSONB NOT NULL,
  reason TEXT,
  batch TEXT,
  undoes TEXT,
  CONSTRAINT product_edit_pkey PRIMARY KEY (seq)
);

CREATE UNIQUE INDEX product_edit_id_key ON babydrop.product_edit (id);

CREATE UNIQUE INDEX product_edit_undoes_key ON babydrop.product_edit (undoes);

CREATE INDEX product_edit_product_id_seq_idx ON babydrop.product_edit (product_id, seq);

CREATE INDEX product_edit_who_seq_idx ON babydrop.product_edit (who, seq);

CREATE INDEX product_edit_batch_idx ON babydrop.product_edit (batch);
