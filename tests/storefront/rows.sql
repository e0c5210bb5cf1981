-- Rows as the storefront writes them: both shapes of variantMapping, null columns, a paid order.
INSERT INTO "_prisma_migrations" (id, checksum, migration_name, finished_at, applied_steps_count)
VALUES ('3f0f0c5e-0001-4a52-9a43-6b4d3b8e0001', repeat('a', 64), '20250104101500_init', now(), 1);

INSERT INTO "User" (id, email, password, role, "updatedAt") VALUES
  ('cm5user000000000000000001', 'ada@example.com', '$2b$10$abcdefghijklmnopqrstuv', 'CUSTOMER', '2026-11-01 08:00:00.123'),
  ('cm5user000000000000000002', 'staff@example.com', '$2b$10$abcdefghijklmnopqrstuv', 'STAFF', '2026-11-01 08:00:00');
INSERT INTO "Address" (id, "userId", "firstName", "lastName", line1, city, state, zip, "updatedAt")
VALUES ('cm5addr000000000000000001', 'cm5user000000000000000001', 'Ada', 'Byron', '1 Mill Road', 'Boise', 'ID', '83702', '2026-11-01 08:00:00');

INSERT INTO "Category" (id, name, slug, "markupFactor", "shippingBuffer", "minPrice", "sortOrder", "updatedAt") VALUES
  ('cm5cat0000000000000000001', 'Bodysuits & Rompers', 'bodysuits-rompers', 3, 3.00, NULL, 1, '2026-10-01 12:00:00'),
  ('cm5cat0000000000000000002', 'Outerwear', 'outerwear', 2.7, 4.50, 12.99, 2, '2026-10-01 12:00:00');
INSERT INTO "Category" (id, name, slug, "parentId", "updatedAt") VALUES
  ('cm5cat0000000000000000003', 'Snowsuits', 'snowsuits', 'cm5cat0000000000000000002', '2026-10-01 12:00:00');

INSERT INTO "Product" (id, name, slug, description, "basePrice", "compareAtPrice", "costPrice", sku, "categoryId", tags, "updatedAt", "publishedAt") VALUES
  ('cm5prod000000000000000001', 'Striped Romper', 'striped-romper-123456', 'Soft cotton.', 18.99, 22.79, 5.99, 'KP-123456', 'cm5cat0000000000000000001', ARRAY['romper', 'cotton'], '2026-10-02 12:00:00.001', '2026-10-03 09:30:00.5'),
  ('cm5prod000000000000000002', 'Überwurf „Bär“', 'ueberwurf-654321', NULL, 29.99, NULL, NULL, 'KP-654321', 'cm5cat0000000000000000002', NULL, '2026-10-02 12:00:00', NULL);
INSERT INTO "Variant" (id, "productId", name, size, color, "colorCode", price, sku, weight, dimensions, "updatedAt") VALUES
  ('cm5var0000000000000000001', 'cm5prod000000000000000001', 'Red / 0-3M', '0-3M', 'Red', '#c00000', 18.99, 'KP-123456-RE', 0.12, '{"length": 20, "width": 15}', '2026-10-02 12:00:00'),
  ('cm5var0000000000000000002', 'cm5prod000000000000000001', 'Blue / 3-6M', '3-6M', 'Blue', NULL, 18.99, 'KP-123456-BL', NULL, NULL, '2026-10-02 12:00:00'),
  ('cm5var0000000000000000003', 'cm5prod000000000000000002', 'Default', 'One Size', NULL, NULL, 29.99, 'KP-654321-DE', NULL, NULL, '2026-10-02 12:00:00');
INSERT INTO "Inventory" (id, "variantId", quantity, available, "updatedAt") VALUES
  ('cm5inv0000000000000000001', 'cm5var0000000000000000001', 20, 20, '2026-10-02 12:00:00'),
  ('cm5inv0000000000000000002', 'cm5var0000000000000000002', 999, 999, '2026-10-02 12:00:00');
INSERT INTO "ProductImage" (id, "productId", "variantId", url, "altText", width, height, "isPrimary") VALUES
  ('cm5img0000000000000000001', 'cm5prod000000000000000001', NULL, 'https://cdn.example.com/romper.webp', 'Striped Romper', 800, 800, true),
  ('cm5img0000000000000000002', 'cm5prod000000000000000001', 'cm5var0000000000000000002', 'https://cdn.example.com/romper-blue.webp', NULL, NULL, NULL, false);
INSERT INTO "PriceHistory" (id, "productId", "variantId", "oldPrice", "newPrice", reason, "changedBy", "userId") VALUES
  ('cm5his0000000000000000001', 'cm5prod000000000000000001', 'cm5var0000000000000000001', 16.99, 18.99, NULL, NULL, 'cm5user000000000000000002');

INSERT INTO "Supplier" (id, "aliExpressId", name, rating, "updatedAt") VALUES
  ('cm5sup0000000000000000001', '1101234567', 'Little Star Store', 4.7, '2026-10-02 12:00:00'),
  ('cm5sup0000000000000000002', 'unknown', 'Unknown', NULL, '2026-10-02 12:00:00');
INSERT INTO "ProductSource" (id, "sanityProductId", "productSlug", "aliExpressProductId", "aliExpressUrl", "aliExpressSku", "supplierId", "originalPrice", "categoryId", "originalImageUrls", "variantMapping", "updatedAt") VALUES
  ('cm5src0000000000000000001', 'sanity-8f2b', 'striped-romper-123456', '1005001234123456', 'https://www.aliexpress.com/item/1005001234123456.html', '12000030001', 'cm5sup0000000000000000001', 5.99, 'cm5cat0000000000000000001', ARRAY['https://ae01.alicdn.com/kf/a.jpg'],
   '[{"localVariantSku": "KP-123456-RE", "aliExpressSku": "12000030001", "aliExpressVariantName": "Red / 60"}, {"localVariantSku": "KP-123456-BL", "aliExpressSku": "14:193#Blue;5:100014064", "aliExpressVariantName": "Blue / 73"}]', '2026-10-02 12:00:00'),
  ('cm5src0000000000000000002', 'cm5prod000000000000000002', 'ueberwurf-654321', '1005009876654321', 'https://www.aliexpress.com/item/1005009876654321.html', NULL, 'cm5sup0000000000000000002', 9.5, 'cm5cat0000000000000000002', NULL,
   '{"KP-654321-DE": {"aliExpressSku": "12000040009", "aliExpressVariantName": "Default"}, "KP-654321-XL": "12000040010"}', '2026-10-02 12:00:00');

INSERT INTO "Order" (id, "orderNumber", "userId", subtotal, "shippingAmount", "taxAmount", total, status, "paymentStatus", "shippingAddress", "billingAddress", "customerEmail", "updatedAt", "confirmedAt") VALUES
  ('cm5ord0000000000000000001', 'BP-1001', 'cm5user000000000000000001', 37.98, 4.99, 2.28, 45.25, 'CONFIRMED', 'COMPLETED',
   '{"firstName": "Ada", "lastName": "Byron", "line1": "1 Mill Road", "city": "Boise", "state": "ID", "zip": "83702", "country": "US"}',
   '{"firstName": "Ada", "lastName": "Byron", "line1": "1 Mill Road", "city": "Boise", "state": "ID", "zip": "83702", "country": "US"}', 'ada@example.com', '2026-11-20 10:00:00.25', '2026-11-20 10:00:00');
INSERT INTO "OrderItem" (id, "orderId", "variantId", "productName", "variantName", sku, quantity, "unitPrice", "totalPrice") VALUES
  ('cm5itm0000000000000000001', 'cm5ord0000000000000000001', 'cm5var0000000000000000001', 'Striped Romper', 'Red / 0-3M', 'KP-123456-RE', 2, 18.99, 37.98);
INSERT INTO "Payment" (id, "orderId", provider, "stripePaymentIntentId", amount, status, "cardLast4", "updatedAt") VALUES
  ('cm5pay0000000000000000001', 'cm5ord0000000000000000001', 'stripe', 'pi_test_1', 45.25, 'COMPLETED', '4242', '2026-11-20 10:00:00');
INSERT INTO "DropshipOrder" (id, "orderId", "customerEmail", "shippingAddress", "totalCost", "supplierId", "updatedAt") VALUES
  ('cm5dro0000000000000000001', 'cm5ord0000000000000000001', 'ada@example.com',
   '{"firstName": "Ada", "lastName": "Byron", "line1": "1 Mill Road", "city": "Boise", "state": "ID", "zip": "83702", "country": "US"}', 11.98, 'cm5sup0000000000000000001', '2026-11-20 10:00:01');
INSERT INTO "DropshipOrderItem" (id, "dropshipOrderId", "productSourceId", "aliExpressSku", quantity, "unitCost", "totalCost", "orderItemId") VALUES
  ('cm5dri0000000000000000001', 'cm5dro0000000000000000001', 'cm5src0000000000000000001', '12000030001', 2, 5.99, 11.98, 'cm5itm0000000000000000001');
INSERT INTO "ImportJob" (id, "jobId", status, progress, "currentStep", result, "updatedAt") VALUES
  ('cm5job0000000000000000001', 'import_1730000000_ab12', 'completed', 100, NULL, '{"productId": "cm5prod000000000000000001"}', '2026-10-02 12:00:00');
