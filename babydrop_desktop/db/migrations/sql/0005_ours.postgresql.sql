CREATE TABLE babydrop.import_edit (
  seq BIGSERIAL NOT NULL,
  step TEXT NOT NULL,
  job_id TEXT NOT NULL,
  device TEXT NOT NULL,
  at TIMESTAMP(3) WITHOUT TIME ZONE NOT NULL,
  before JSONB NOT NULL,
  after JSONB NOT NULL,
  undone BOOLEAN DEFAULT false NOT NULL,
  CONSTRAINT import_edit_pkey PRIMARY KEY (seq)
);

CREATE INDEX import_edit_device_seq_idx ON babydrop.import_edit (device, seq);

CREATE INDEX import_edit_step_idx ON babydrop.import_edit (step);

ALTER TABLE babydrop.picture_file ADD COLUMN look TEXT;
