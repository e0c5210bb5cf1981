CREATE INDEX "babydrop_Product_name_id" ON "Product" ("name" COLLATE NOCASE, "id");
