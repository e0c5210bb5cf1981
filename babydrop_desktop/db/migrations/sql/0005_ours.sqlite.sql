CREATE TABLE import_edit (
  seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  step TEXT NOT NULL,
  job_id TEXT NOT NULL,
  device TEXT NOT NULL,
  at TEXT NOT NULL,
  before TEXT NOT NULL,
  after TEXT NOT NULL,
  undone BOOLEAN DEFAULT 0 NOT NULL
);

CREATE INDEX import_edit_device_seq_idx ON import_edit (device, seq);

CREATE INDEX import_edit_step_idx ON import_edit (step);

ALTER TABLE picture_file ADD COLUMN look TEXT;
