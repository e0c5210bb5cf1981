CREATE TABLE babydrop.need_later (
  "key" TEXT NOT NULL,
  until TIMESTAMP(3) WITHOUT TIME ZONE NOT NULL,
  who TEXT NOT NULL,
  at TIMESTAMP(3) WITHOUT TIME ZONE NOT NULL,
  CONSTRAINT need_later_pkey PRIMARY KEY ("key")
);

CREATE INDEX order_event_at_idx ON babydrop.order_event (at);

CREATE INDEX variant_mapping_unconfirmed_reason_variant_id_idx ON babydrop.variant_mapping (unconfirmed_reason, variant_id);
