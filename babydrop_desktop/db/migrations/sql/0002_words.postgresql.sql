CREATE INDEX "babydrop_DropshipOrder_words" ON "DropshipOrder" USING gin ((coalesce("shippingAddress"->>'firstName', '') || ' ' || coalesce("shippingAddress"->>'lastName', '') || ' ' || "customerEmail" || ' ' || coalesce("aliExpressOrderId", '') || ' ' || coalesce("trackingNumber", '')) gin_trgm_ops);

CREATE INDEX "babydrop_Order_words" ON "Order" USING gin (("orderNumber") gin_trgm_ops);
