ALTER TABLE babydrop.job ADD COLUMN tried JSONB;

ALTER TABLE babydrop.job ADD COLUMN not_before TIMESTAMP(3) WITHOUT TIME ZONE;

ALTER TABLE babydrop.job ADD COLUMN waits_for TEXT;
