CREATE INDEX "babydrop_DropshipOrder_supplierId_status" ON "DropshipOrder" ("supplierId", "status");
CREATE INDEX "babydrop_DropshipOrderItem_dropshipOrderId_productSourceId" ON "DropshipOrderItem" ("dropshipOrderId", "productSourceId");
CREATE INDEX "babydrop_Product_categoryId_isActive" ON "Product" ("categoryId", "isActive");
CREATE INDEX "babydrop_Order_paymentStatus_createdAt" ON "Order" ("paymentStatus", "createdAt");
CREATE INDEX "babydrop_DropshipOrder_status_createdAt_id" ON "DropshipOrder" ("status", "createdAt", "id");
CREATE INDEX "babydrop_Product_createdAt_id" ON "Product" ("createdAt", "id");
CREATE INDEX "babydrop_ProductSource_productSlug" ON "ProductSource" ("productSlug");
