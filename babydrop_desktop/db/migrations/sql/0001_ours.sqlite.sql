CREATE TABLE imported_item (
  canonical_id TEXT NOT NULL,
  product_id TEXT NOT NULL,
  created_at TEXT DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  CONSTRAINT imported_item_pkey PRIMARY KEY (canonical_id)
);

CREATE TABLE job (
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  stage TEXT NOT NULL,
  done INTEGER DEFAULT 0 NOT NULL,
  "of" INTEGER DEFAULT 0 NOT NULL,
  source_kind TEXT NOT NULL,
  source TEXT NOT NULL,
  digest TEXT,
  canonical_id TEXT,
  sku_id TEXT,
  category_id TEXT,
  choices TEXT,
  product TEXT,
  pictures TEXT,
  outcome TEXT,
  reason TEXT,
  message TEXT,
  facts TEXT,
  auto BOOLEAN DEFAULT 0 NOT NULL,
  product_id TEXT,
  attempts INTEGER DEFAULT 0 NOT NULL,
  lease_owner TEXT,
  lease_until TEXT,
  token_at TEXT,
  cancel_requested BOOLEAN DEFAULT 0 NOT NULL,
  hidden BOOLEAN DEFAULT 0 NOT NULL,
  created_at TEXT DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  updated_at TEXT NOT NULL,
  changed BIGINT DEFAULT 0 NOT NULL,
  CONSTRAINT job_pkey PRIMARY KEY (id)
);

CREATE INDEX job_canonical_id_idx ON job (canonical_id);
CREATE INDEX job_digest_idx ON job (digest);

CREATE INDEX job_created_at_id_idx ON job (created_at, id);

CREATE INDEX job_state_created_at_id_idx ON job (state, created_at, id);

CREATE TABLE job_page (
  job_id TEXT NOT NULL,
  page BLOB NOT NULL,
  CONSTRAINT job_page_pkey PRIMARY KEY (job_id)
);

CREATE TABLE order_event (
  seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  dropship_order_id TEXT NOT NULL,
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  device TEXT NOT NULL,
  kind TEXT NOT NULL,
  from_status TEXT,
  to_status TEXT,
  text TEXT,
  data TEXT
);

CREATE INDEX order_event_dropship_order_id_seq_idx ON order_event (dropship_order_id, seq);

CREATE UNIQUE INDEX order_event_id_key ON order_event (id);

CREATE TABLE picture_file (
  sha256 TEXT NOT NULL,
  device TEXT NOT NULL,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  size_bytes INTEGER NOT NULL,
  thumb_bytes INTEGER NOT NULL,
  source_key TEXT,
  created_at TEXT DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  CONSTRAINT picture_file_pkey PRIMARY KEY (sha256, device)
);

CREATE INDEX picture_file_device_source_key_idx ON picture_file (device, source_key);

CREATE TABLE rate_token (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  taken_at TEXT NOT NULL
);

CREATE INDEX rate_token_name_taken_at_idx ON rate_token (name, taken_at);

CREATE TABLE setting (
  "key" TEXT NOT NULL,
  value TEXT,
  updated_at TEXT NOT NULL,
  CONSTRAINT setting_pkey PRIMARY KEY ("key")
);

CREATE TABLE shop_marker (
  "key" TEXT NOT NULL,
  value TEXT NOT NULL,
  CONSTRAINT shop_marker_pkey PRIMARY KEY ("key")
);

CREATE TABLE source_variant (
  id TEXT NOT NULL,
  product_source_id TEXT NOT NULL,
  canonical_id TEXT NOT NULL,
  sku_id TEXT NOT NULL,
  sku_attr TEXT NOT NULL,
  labels TEXT NOT NULL,
  warehouse_id TEXT,
  warehouse_name TEXT,
  ships_from TEXT,
  cost INTEGER NOT NULL,
  list_price INTEGER,
  sale_price INTEGER,
  currency TEXT NOT NULL,
  stock INTEGER,
  picture_url TEXT,
  picture_key TEXT,
  seen_at TEXT NOT NULL,
  CONSTRAINT source_variant_pkey PRIMARY KEY (id)
);

CREATE UNIQUE INDEX source_variant_product_source_id_sku_id_key ON source_variant (product_source_id, sku_id);

CREATE TABLE variant_mapping (
  variant_id TEXT NOT NULL,
  source_variant_id TEXT NOT NULL,
  ali_express_sku TEXT NOT NULL,
  label TEXT NOT NULL,
  confirmed_at TEXT,
  confirmed_by TEXT,
  unconfirmed_reason TEXT,
  created_at TEXT DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  CONSTRAINT variant_mapping_pkey PRIMARY KEY (variant_id)
);

CREATE INDEX variant_mapping_source_variant_id_idx ON variant_mapping (source_variant_id);
