CREATE INDEX "babydrop_DropshipOrder_createdAt_id" ON "DropshipOrder" ("createdAt", "id");

CREATE INDEX "babydrop_DropshipOrder_status_placedAt" ON "DropshipOrder" ("status", "placedAt");

CREATE INDEX "babydrop_DropshipOrder_status_shippedAt" ON "DropshipOrder" ("status", "shippedAt");

CREATE INDEX "babydrop_DropshipOrder_status_deliveredAt" ON "DropshipOrder" ("status", "deliveredAt");

CREATE INDEX "babydrop_DropshipOrderItem_orderItemId" ON "DropshipOrderItem" ("orderItemId");

CREATE INDEX "babydrop_Order_status_updatedAt" ON "Order" ("status", "updatedAt");

CREATE INDEX "babydrop_Product_isActive_costPrice_basePrice_publishedAt" ON "Product" ("isActive", "costPrice", "basePrice", "publishedAt");
