CREATE TABLE address_approval (
  dropship_order_id TEXT NOT NULL,
  id TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  fields TEXT NOT NULL,
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  device TEXT NOT NULL,
  CONSTRAINT address_approval_pkey PRIMARY KEY (dropship_order_id)
);
