CREATE TABLE need_later (
  "key" TEXT NOT NULL,
  until TEXT NOT NULL,
  who TEXT NOT NULL,
  at TEXT NOT NULL,
  CONSTRAINT need_later_pkey PRIMARY KEY ("key")
);

CREATE INDEX order_event_at_idx ON order_event (at);

CREATE INDEX variant_mapping_unconfirmed_reason_variant_id_idx ON variant_mapping (unconfirmed_reason, variant_id);

CREATE TABLE order_count (
  status TEXT NOT NULL PRIMARY KEY,
  orders INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE order_words (
  id INTEGER NOT NULL PRIMARY KEY,
  dropship_order_id TEXT NOT NULL,
  status TEXT NOT NULL,
  number TEXT NOT NULL,
  words TEXT NOT NULL
);

CREATE UNIQUE INDEX order_words_dropship_order_id_key ON order_words (dropship_order_id);

CREATE INDEX order_words_status_number_idx ON order_words (status, number, dropship_order_id);

CREATE VIRTUAL TABLE order_search USING fts5(words, status, content='order_words', content_rowid='id', tokenize='trigram', columnsize=0);

CREATE VIEW order_source AS
SELECT d.id AS dropship_order_id, d.status AS status, coalesce(o."orderNumber", '') AS number,
  coalesce(CAST(strftime('%s', d."createdAt") AS INTEGER) * 1000 + CAST(substr(d."createdAt", 21, 3) AS INTEGER), 0) * 2097152 AS place,
  substr(char(1, 1) || coalesce(o."orderNumber", '') || ' ' || CASE WHEN json_valid(d."shippingAddress") THEN coalesce(json_extract(d."shippingAddress", '$.firstName'), '') || ' ' || coalesce(json_extract(d."shippingAddress", '$.lastName'), '') ELSE '' END || ' ' || coalesce(d."customerEmail", '') || ' ' || coalesce(d."aliExpressOrderId", '') || ' ' || coalesce(d."trackingNumber", ''), 1, 1000) AS words
FROM "DropshipOrder" d LEFT JOIN "Order" o ON o.id = d."orderId";

CREATE TRIGGER order_words_added AFTER INSERT ON order_words BEGIN
  INSERT INTO order_search (rowid, words, status) VALUES (NEW.id, NEW.words, NEW.status);
END;

CREATE TRIGGER order_words_gone AFTER DELETE ON order_words BEGIN
  INSERT INTO order_search (order_search, rowid, words, status) VALUES ('delete', OLD.id, OLD.words, OLD.status);
END;

CREATE TRIGGER order_words_changed AFTER UPDATE OF words, status ON order_words WHEN OLD.words IS NOT NEW.words OR OLD.status IS NOT NEW.status BEGIN
  INSERT INTO order_search (order_search, rowid, words, status) VALUES ('delete', OLD.id, OLD.words, OLD.status);
  INSERT INTO order_search (rowid, words, status) VALUES (NEW.id, NEW.words, NEW.status);
END;

CREATE TRIGGER order_added AFTER INSERT ON "DropshipOrder" BEGIN
  INSERT INTO order_words (id, dropship_order_id, status, number, words)
    SELECT coalesce((SELECT max(w.id) + 1 FROM order_words w WHERE w.id >= s.place AND w.id < s.place + 2097152), s.place), s.dropship_order_id, s.status, s.number, s.words
    FROM order_source s WHERE s.dropship_order_id = NEW.id;
  INSERT INTO order_count (status, orders) VALUES (NEW.status, 1) ON CONFLICT (status) DO UPDATE SET orders = orders + 1;
END;

CREATE TRIGGER order_gone AFTER DELETE ON "DropshipOrder" BEGIN
  DELETE FROM order_words WHERE dropship_order_id = OLD.id;
  UPDATE order_count SET orders = orders - 1 WHERE status = OLD.status;
END;

CREATE TRIGGER order_moved AFTER UPDATE OF status ON "DropshipOrder" WHEN OLD.status IS NOT NEW.status BEGIN
  UPDATE order_words SET status = NEW.status WHERE dropship_order_id = NEW.id;
  UPDATE order_count SET orders = orders - 1 WHERE status = OLD.status;
  INSERT INTO order_count (status, orders) VALUES (NEW.status, 1) ON CONFLICT (status) DO UPDATE SET orders = orders + 1;
END;

CREATE TRIGGER order_reworded AFTER UPDATE OF "orderId", "customerEmail", "aliExpressOrderId", "trackingNumber", "shippingAddress" ON "DropshipOrder" BEGIN
  UPDATE order_words SET (number, words) = (SELECT s.number, s.words FROM order_source s WHERE s.dropship_order_id = NEW.id) WHERE dropship_order_id = NEW.id;
END;

CREATE TRIGGER order_replaced AFTER UPDATE OF id, "createdAt" ON "DropshipOrder" WHEN OLD.id IS NOT NEW.id OR OLD."createdAt" IS NOT NEW."createdAt" BEGIN
  DELETE FROM order_words WHERE dropship_order_id IN (OLD.id, NEW.id);
  INSERT INTO order_words (id, dropship_order_id, status, number, words)
    SELECT coalesce((SELECT max(w.id) + 1 FROM order_words w WHERE w.id >= s.place AND w.id < s.place + 2097152), s.place), s.dropship_order_id, s.status, s.number, s.words
    FROM order_source s WHERE s.dropship_order_id = NEW.id;
END;

CREATE TRIGGER order_renumbered AFTER UPDATE OF "orderNumber" ON "Order" WHEN OLD."orderNumber" IS NOT NEW."orderNumber" BEGIN
  UPDATE order_words SET (number, words) = (SELECT s.number, s.words FROM order_source s WHERE s.dropship_order_id = order_words.dropship_order_id) WHERE dropship_order_id IN (SELECT d.id FROM "DropshipOrder" d WHERE d."orderId" = NEW.id);
END;

INSERT INTO order_words (id, dropship_order_id, status, number, words)
SELECT place + row_number() OVER (PARTITION BY place ORDER BY dropship_order_id) - 1, dropship_order_id, status, number, words FROM order_source;

INSERT INTO order_count (status, orders) SELECT status, count(*) FROM "DropshipOrder" GROUP BY status;
