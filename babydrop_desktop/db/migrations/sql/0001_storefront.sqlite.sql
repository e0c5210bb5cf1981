CREATE TABLE "Category" (
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  slug TEXT NOT NULL,
  description TEXT,
  "imageUrl" TEXT,
  "parentId" TEXT,
  "markupFactor" DOUBLE DEFAULT (2.5) NOT NULL,
  "shippingBuffer" INTEGER DEFAULT 300 NOT NULL,
  "minPrice" INTEGER,
  "maxPrice" INTEGER,
  "sortOrder" INTEGER DEFAULT 0 NOT NULL,
  "isActive" BOOLEAN DEFAULT 1 NOT NULL,
  "createdAt" TEXT DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  "updatedAt" TEXT NOT NULL,
  CONSTRAINT "Category_pkey" PRIMARY KEY (id),
  CONSTRAINT "Category_parentId_fkey" FOREIGN KEY("parentId") REFERENCES "Category" (id) ON DELETE SET NULL
);

CREATE INDEX "Category_isActive_idx" ON "Category" ("isActive");

CREATE INDEX "Category_parentId_idx" ON "Category" ("parentId");

CREATE INDEX "Category_slug_idx" ON "Category" (slug);

CREATE UNIQUE INDEX "Category_slug_key" ON "Category" (slug);

CREATE TABLE "ImportJob" (
  id TEXT NOT NULL,
  "jobId" TEXT NOT NULL,
  status TEXT DEFAULT 'pending' NOT NULL,
  progress INTEGER DEFAULT 0 NOT NULL,
  "currentStep" TEXT,
  result TEXT,
  error TEXT,
  "userId" TEXT,
  "createdAt" TEXT DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  "updatedAt" TEXT NOT NULL,
  CONSTRAINT "ImportJob_pkey" PRIMARY KEY (id)
);

CREATE INDEX "ImportJob_createdAt_idx" ON "ImportJob" ("createdAt");

CREATE INDEX "ImportJob_jobId_idx" ON "ImportJob" ("jobId");

CREATE UNIQUE INDEX "ImportJob_jobId_key" ON "ImportJob" ("jobId");

CREATE INDEX "ImportJob_status_idx" ON "ImportJob" (status);

CREATE TABLE "Supplier" (
  id TEXT NOT NULL,
  "aliExpressId" TEXT NOT NULL,
  name TEXT NOT NULL,
  "storeUrl" TEXT,
  rating DOUBLE,
  "totalOrders" INTEGER DEFAULT 0 NOT NULL,
  status VARCHAR(9) DEFAULT 'ACTIVE' NOT NULL,
  "lastOrderAt" TEXT,
  "createdAt" TEXT DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  "updatedAt" TEXT NOT NULL,
  CONSTRAINT "Supplier_pkey" PRIMARY KEY (id),
  CONSTRAINT "Supplier_SupplierStatus_check" CHECK (status IN ('ACTIVE', 'INACTIVE', 'SUSPENDED'))
);

CREATE INDEX "Supplier_aliExpressId_idx" ON "Supplier" ("aliExpressId");

CREATE UNIQUE INDEX "Supplier_aliExpressId_key" ON "Supplier" ("aliExpressId");

CREATE INDEX "Supplier_status_idx" ON "Supplier" (status);

CREATE TABLE "User" (
  id TEXT NOT NULL,
  email TEXT NOT NULL,
  "emailVerified" TEXT,
  "firstName" TEXT,
  "lastName" TEXT,
  password TEXT NOT NULL,
  phone TEXT,
  avatar TEXT,
  role VARCHAR(8) DEFAULT 'CUSTOMER' NOT NULL,
  "createdAt" TEXT DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  "updatedAt" TEXT NOT NULL,
  "lastLoginAt" TEXT,
  "cartId" TEXT,
  CONSTRAINT "User_pkey" PRIMARY KEY (id),
  CONSTRAINT "User_UserRole_check" CHECK (role IN ('CUSTOMER', 'ADMIN', 'STAFF'))
);

CREATE INDEX "User_email_idx" ON "User" (email);

CREATE UNIQUE INDEX "User_email_key" ON "User" (email);

CREATE INDEX "User_role_idx" ON "User" (role);

CREATE TABLE "Address" (
  id TEXT NOT NULL,
  "userId" TEXT NOT NULL,
  "firstName" TEXT NOT NULL,
  "lastName" TEXT NOT NULL,
  company TEXT,
  line1 TEXT NOT NULL,
  line2 TEXT,
  city TEXT NOT NULL,
  state TEXT NOT NULL,
  zip TEXT NOT NULL,
  country TEXT DEFAULT 'US' NOT NULL,
  phone TEXT,
  "isDefault" BOOLEAN DEFAULT 0 NOT NULL,
  type VARCHAR(8) DEFAULT 'SHIPPING' NOT NULL,
  "createdAt" TEXT DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  "updatedAt" TEXT NOT NULL,
  CONSTRAINT "Address_pkey" PRIMARY KEY (id),
  CONSTRAINT "Address_userId_fkey" FOREIGN KEY("userId") REFERENCES "User" (id) ON DELETE CASCADE,
  CONSTRAINT "Address_AddressType_check" CHECK (type IN ('SHIPPING', 'BILLING', 'BOTH'))
);

CREATE INDEX "Address_userId_idx" ON "Address" ("userId");

CREATE INDEX "Address_userId_isDefault_idx" ON "Address" ("userId", "isDefault");

CREATE TABLE "Order" (
  id TEXT NOT NULL,
  "orderNumber" TEXT NOT NULL,
  "userId" TEXT NOT NULL,
  subtotal INTEGER NOT NULL,
  "discountAmount" INTEGER DEFAULT 0 NOT NULL,
  "shippingAmount" INTEGER NOT NULL,
  "taxAmount" INTEGER NOT NULL,
  total INTEGER NOT NULL,
  currency TEXT DEFAULT 'USD' NOT NULL,
  status VARCHAR(10) DEFAULT 'PENDING' NOT NULL,
  "paymentStatus" VARCHAR(18) DEFAULT 'PENDING' NOT NULL,
  "fulfillmentStatus" VARCHAR(19) DEFAULT 'UNFULFILLED' NOT NULL,
  "shippingAddress" TEXT NOT NULL,
  "billingAddress" TEXT NOT NULL,
  "customerEmail" TEXT NOT NULL,
  "customerPhone" TEXT,
  notes TEXT,
  "couponCode" TEXT,
  "discountId" TEXT,
  "createdAt" TEXT DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  "updatedAt" TEXT NOT NULL,
  "confirmedAt" TEXT,
  "shippedAt" TEXT,
  "deliveredAt" TEXT,
  "cancelledAt" TEXT,
  CONSTRAINT "Order_pkey" PRIMARY KEY (id),
  CONSTRAINT "Order_userId_fkey" FOREIGN KEY("userId") REFERENCES "User" (id) ON DELETE RESTRICT,
  CONSTRAINT "Order_OrderStatus_check" CHECK (status IN ('PENDING', 'CONFIRMED', 'PROCESSING', 'SHIPPED', 'DELIVERED', 'CANCELLED', 'REFUNDED')),
  CONSTRAINT "Order_PaymentStatus_check" CHECK ("paymentStatus" IN ('PENDING', 'PROCESSING', 'COMPLETED', 'FAILED', 'REFUNDED', 'PARTIALLY_REFUNDED')),
  CONSTRAINT "Order_FulfillmentStatus_check" CHECK ("fulfillmentStatus" IN ('UNFULFILLED', 'PARTIALLY_FULFILLED', 'FULFILLED', 'RESTOCKED'))
);

CREATE INDEX "Order_createdAt_idx" ON "Order" ("createdAt");

CREATE INDEX "Order_orderNumber_idx" ON "Order" ("orderNumber");

CREATE UNIQUE INDEX "Order_orderNumber_key" ON "Order" ("orderNumber");

CREATE INDEX "Order_paymentStatus_idx" ON "Order" ("paymentStatus");

CREATE INDEX "Order_status_idx" ON "Order" (status);

CREATE INDEX "Order_userId_idx" ON "Order" ("userId");

CREATE TABLE "Product" (
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  slug TEXT NOT NULL,
  description TEXT,
  "shortDescription" TEXT,
  "basePrice" INTEGER NOT NULL,
  "compareAtPrice" INTEGER,
  "costPrice" INTEGER,
  sku TEXT NOT NULL,
  barcode TEXT,
  "categoryId" TEXT NOT NULL,
  tags TEXT,
  "isActive" BOOLEAN DEFAULT 1 NOT NULL,
  "isFeatured" BOOLEAN DEFAULT 0 NOT NULL,
  "isNew" BOOLEAN DEFAULT 0 NOT NULL,
  "isOnSale" BOOLEAN DEFAULT 0 NOT NULL,
  "metaTitle" TEXT,
  "metaDescription" TEXT,
  "metaKeywords" TEXT,
  "minAge" INTEGER,
  "maxAge" INTEGER,
  "chokingHazard" BOOLEAN DEFAULT 0 NOT NULL,
  "chokingHazardText" TEXT,
  certifications TEXT,
  "countryOfOrigin" TEXT,
  "careInstructions" TEXT,
  "popularityScore" DOUBLE DEFAULT 0 NOT NULL,
  "aiTags" TEXT,
  "recommendationScore" DOUBLE DEFAULT 0 NOT NULL,
  "createdAt" TEXT DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  "updatedAt" TEXT NOT NULL,
  "publishedAt" TEXT,
  CONSTRAINT "Product_pkey" PRIMARY KEY (id),
  CONSTRAINT "Product_categoryId_fkey" FOREIGN KEY("categoryId") REFERENCES "Category" (id) ON DELETE RESTRICT
);

CREATE INDEX "Product_categoryId_idx" ON "Product" ("categoryId");

CREATE INDEX "Product_isActive_idx" ON "Product" ("isActive");

CREATE INDEX "Product_isFeatured_idx" ON "Product" ("isFeatured");

CREATE INDEX "Product_isOnSale_idx" ON "Product" ("isOnSale");

CREATE INDEX "Product_popularityScore_idx" ON "Product" ("popularityScore");

CREATE INDEX "Product_sku_idx" ON "Product" (sku);

CREATE UNIQUE INDEX "Product_sku_key" ON "Product" (sku);

CREATE INDEX "Product_slug_idx" ON "Product" (slug);

CREATE UNIQUE INDEX "Product_slug_key" ON "Product" (slug);

CREATE TABLE "ProductSource" (
  id TEXT NOT NULL,
  "sanityProductId" TEXT NOT NULL,
  "productSlug" TEXT NOT NULL,
  "aliExpressProductId" TEXT NOT NULL,
  "aliExpressUrl" TEXT NOT NULL,
  "aliExpressSku" TEXT,
  "supplierId" TEXT NOT NULL,
  "originalPrice" INTEGER NOT NULL,
  "originalCurrency" TEXT DEFAULT 'USD' NOT NULL,
  "categoryId" TEXT NOT NULL,
  "originalImageUrls" TEXT,
  "lastSyncedAt" TEXT DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  "sourceStatus" VARCHAR(13) DEFAULT 'ACTIVE' NOT NULL,
  "inventoryStatus" VARCHAR(12) DEFAULT 'AVAILABLE' NOT NULL,
  "variantMapping" TEXT,
  "createdAt" TEXT DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  "updatedAt" TEXT NOT NULL,
  CONSTRAINT "ProductSource_pkey" PRIMARY KEY (id),
  CONSTRAINT "ProductSource_supplierId_fkey" FOREIGN KEY("supplierId") REFERENCES "Supplier" (id) ON DELETE RESTRICT,
  CONSTRAINT "ProductSource_categoryId_fkey" FOREIGN KEY("categoryId") REFERENCES "Category" (id) ON DELETE RESTRICT,
  CONSTRAINT "ProductSource_SourceStatus_check" CHECK ("sourceStatus" IN ('ACTIVE', 'UNAVAILABLE', 'DISCONTINUED', 'PRICE_CHANGED')),
  CONSTRAINT "ProductSource_InventoryStatus_check" CHECK ("inventoryStatus" IN ('AVAILABLE', 'LOW_STOCK', 'OUT_OF_STOCK'))
);

CREATE INDEX "ProductSource_aliExpressProductId_idx" ON "ProductSource" ("aliExpressProductId");

CREATE INDEX "ProductSource_categoryId_idx" ON "ProductSource" ("categoryId");

CREATE INDEX "ProductSource_sanityProductId_idx" ON "ProductSource" ("sanityProductId");

CREATE UNIQUE INDEX "ProductSource_sanityProductId_key" ON "ProductSource" ("sanityProductId");

CREATE INDEX "ProductSource_sourceStatus_idx" ON "ProductSource" ("sourceStatus");

CREATE INDEX "ProductSource_supplierId_idx" ON "ProductSource" ("supplierId");

CREATE INDEX "ProductSource_supplierId_sourceStatus_idx" ON "ProductSource" ("supplierId", "sourceStatus");

CREATE TABLE "DropshipOrder" (
  id TEXT NOT NULL,
  "orderId" TEXT NOT NULL,
  "aliExpressOrderId" TEXT,
  "aliExpressOrderStatus" TEXT,
  status VARCHAR(9) DEFAULT 'PENDING' NOT NULL,
  "customerEmail" TEXT NOT NULL,
  "customerPhone" TEXT,
  "shippingAddress" TEXT NOT NULL,
  "trackingNumber" TEXT,
  "trackingUrl" TEXT,
  carrier TEXT,
  "estimatedDelivery" TEXT,
  "actualDelivery" TEXT,
  "totalCost" INTEGER NOT NULL,
  "shippingCost" INTEGER DEFAULT 0 NOT NULL,
  "placedAt" TEXT,
  "shippedAt" TEXT,
  "deliveredAt" TEXT,
  "createdAt" TEXT DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  "updatedAt" TEXT NOT NULL,
  "supplierId" TEXT,
  CONSTRAINT "DropshipOrder_pkey" PRIMARY KEY (id),
  CONSTRAINT "DropshipOrder_orderId_fkey" FOREIGN KEY("orderId") REFERENCES "Order" (id) ON DELETE RESTRICT,
  CONSTRAINT "DropshipOrder_DropshipOrderStatus_check" CHECK (status IN ('PENDING', 'PLACED', 'CONFIRMED', 'SHIPPED', 'DELIVERED', 'CANCELLED', 'REFUNDED', 'ISSUE')),
  CONSTRAINT "DropshipOrder_supplierId_fkey" FOREIGN KEY("supplierId") REFERENCES "Supplier" (id) ON DELETE SET NULL
);

CREATE INDEX "DropshipOrder_aliExpressOrderId_idx" ON "DropshipOrder" ("aliExpressOrderId");

CREATE INDEX "DropshipOrder_orderId_idx" ON "DropshipOrder" ("orderId");

CREATE UNIQUE INDEX "DropshipOrder_orderId_key" ON "DropshipOrder" ("orderId");

CREATE INDEX "DropshipOrder_status_createdAt_idx" ON "DropshipOrder" (status, "createdAt");

CREATE INDEX "DropshipOrder_status_idx" ON "DropshipOrder" (status);

CREATE TABLE "Payment" (
  id TEXT NOT NULL,
  "orderId" TEXT NOT NULL,
  provider TEXT NOT NULL,
  "stripePaymentIntentId" TEXT,
  amount INTEGER NOT NULL,
  currency TEXT DEFAULT 'USD' NOT NULL,
  status VARCHAR(18) DEFAULT 'PENDING' NOT NULL,
  "paymentMethod" TEXT,
  "cardLast4" TEXT,
  "cardBrand" TEXT,
  "failureReason" TEXT,
  "failureCode" TEXT,
  "createdAt" TEXT DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  "updatedAt" TEXT NOT NULL,
  CONSTRAINT "Payment_pkey" PRIMARY KEY (id),
  CONSTRAINT "Payment_orderId_fkey" FOREIGN KEY("orderId") REFERENCES "Order" (id) ON DELETE CASCADE,
  CONSTRAINT "Payment_PaymentStatus_check" CHECK (status IN ('PENDING', 'PROCESSING', 'COMPLETED', 'FAILED', 'REFUNDED', 'PARTIALLY_REFUNDED'))
);

CREATE UNIQUE INDEX "Payment_orderId_key" ON "Payment" ("orderId");

CREATE INDEX "Payment_status_idx" ON "Payment" (status);

CREATE INDEX "Payment_stripePaymentIntentId_idx" ON "Payment" ("stripePaymentIntentId");

CREATE TABLE "ProductImage" (
  id TEXT NOT NULL,
  "productId" TEXT NOT NULL,
  "variantId" TEXT,
  url TEXT NOT NULL,
  "altText" TEXT,
  width INTEGER,
  height INTEGER,
  "sortOrder" INTEGER DEFAULT 0 NOT NULL,
  "isPrimary" BOOLEAN DEFAULT 0 NOT NULL,
  "createdAt" TEXT DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  CONSTRAINT "ProductImage_pkey" PRIMARY KEY (id),
  CONSTRAINT "ProductImage_productId_fkey" FOREIGN KEY("productId") REFERENCES "Product" (id) ON DELETE CASCADE
);

CREATE INDEX "ProductImage_productId_idx" ON "ProductImage" ("productId");

CREATE INDEX "ProductImage_productId_isPrimary_idx" ON "ProductImage" ("productId", "isPrimary");

CREATE TABLE "Shipping" (
  id TEXT NOT NULL,
  "orderId" TEXT NOT NULL,
  carrier TEXT,
  service TEXT,
  "trackingNumber" TEXT,
  "trackingUrl" TEXT,
  status TEXT,
  "estimatedDelivery" TEXT,
  "actualDelivery" TEXT,
  "shippingLabel" TEXT,
  "createdAt" TEXT DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  "updatedAt" TEXT NOT NULL,
  CONSTRAINT "Shipping_pkey" PRIMARY KEY (id),
  CONSTRAINT "Shipping_orderId_fkey" FOREIGN KEY("orderId") REFERENCES "Order" (id) ON DELETE CASCADE
);

CREATE UNIQUE INDEX "Shipping_orderId_key" ON "Shipping" ("orderId");

CREATE INDEX "Shipping_trackingNumber_idx" ON "Shipping" ("trackingNumber");

CREATE TABLE "Variant" (
  id TEXT NOT NULL,
  "productId" TEXT NOT NULL,
  name TEXT NOT NULL,
  size TEXT NOT NULL,
  color TEXT,
  "colorCode" TEXT,
  price INTEGER NOT NULL,
  "compareAtPrice" INTEGER,
  sku TEXT NOT NULL,
  barcode TEXT,
  weight DOUBLE,
  dimensions TEXT,
  "isActive" BOOLEAN DEFAULT 1 NOT NULL,
  "createdAt" TEXT DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  "updatedAt" TEXT NOT NULL,
  CONSTRAINT "Variant_pkey" PRIMARY KEY (id),
  CONSTRAINT "Variant_productId_fkey" FOREIGN KEY("productId") REFERENCES "Product" (id) ON DELETE CASCADE
);

CREATE INDEX "Variant_color_idx" ON "Variant" (color);

CREATE INDEX "Variant_isActive_idx" ON "Variant" ("isActive");

CREATE INDEX "Variant_productId_idx" ON "Variant" ("productId");

CREATE INDEX "Variant_size_idx" ON "Variant" (size);

CREATE INDEX "Variant_sku_idx" ON "Variant" (sku);

CREATE UNIQUE INDEX "Variant_sku_key" ON "Variant" (sku);

CREATE TABLE "DropshipOrderItem" (
  id TEXT NOT NULL,
  "dropshipOrderId" TEXT NOT NULL,
  "productSourceId" TEXT NOT NULL,
  "aliExpressSku" TEXT NOT NULL,
  quantity INTEGER NOT NULL,
  "unitCost" INTEGER NOT NULL,
  "totalCost" INTEGER NOT NULL,
  "orderItemId" TEXT NOT NULL,
  "createdAt" TEXT DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  CONSTRAINT "DropshipOrderItem_pkey" PRIMARY KEY (id),
  CONSTRAINT "DropshipOrderItem_dropshipOrderId_fkey" FOREIGN KEY("dropshipOrderId") REFERENCES "DropshipOrder" (id) ON DELETE CASCADE,
  CONSTRAINT "DropshipOrderItem_productSourceId_fkey" FOREIGN KEY("productSourceId") REFERENCES "ProductSource" (id) ON DELETE RESTRICT
);

CREATE INDEX "DropshipOrderItem_dropshipOrderId_idx" ON "DropshipOrderItem" ("dropshipOrderId");

CREATE INDEX "DropshipOrderItem_productSourceId_idx" ON "DropshipOrderItem" ("productSourceId");

CREATE TABLE "Inventory" (
  id TEXT NOT NULL,
  "variantId" TEXT NOT NULL,
  quantity INTEGER DEFAULT 0 NOT NULL,
  "reservedQuantity" INTEGER DEFAULT 0 NOT NULL,
  available INTEGER DEFAULT 0 NOT NULL,
  "lowStockThreshold" INTEGER DEFAULT 10 NOT NULL,
  "reorderPoint" INTEGER DEFAULT 20 NOT NULL,
  "reorderQuantity" INTEGER DEFAULT 50 NOT NULL,
  location TEXT,
  "warehouseId" TEXT,
  "lastRestockedAt" TEXT,
  "nextRestockAt" TEXT,
  "createdAt" TEXT DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  "updatedAt" TEXT NOT NULL,
  CONSTRAINT "Inventory_pkey" PRIMARY KEY (id),
  CONSTRAINT "Inventory_variantId_fkey" FOREIGN KEY("variantId") REFERENCES "Variant" (id) ON DELETE CASCADE
);

CREATE INDEX "Inventory_available_idx" ON "Inventory" (available);

CREATE INDEX "Inventory_variantId_idx" ON "Inventory" ("variantId");

CREATE UNIQUE INDEX "Inventory_variantId_key" ON "Inventory" ("variantId");

CREATE TABLE "OrderItem" (
  id TEXT NOT NULL,
  "orderId" TEXT NOT NULL,
  "variantId" TEXT NOT NULL,
  "productName" TEXT NOT NULL,
  "variantName" TEXT NOT NULL,
  sku TEXT NOT NULL,
  quantity INTEGER NOT NULL,
  "unitPrice" INTEGER NOT NULL,
  "totalPrice" INTEGER NOT NULL,
  "createdAt" TEXT DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  CONSTRAINT "OrderItem_pkey" PRIMARY KEY (id),
  CONSTRAINT "OrderItem_orderId_fkey" FOREIGN KEY("orderId") REFERENCES "Order" (id) ON DELETE CASCADE,
  CONSTRAINT "OrderItem_variantId_fkey" FOREIGN KEY("variantId") REFERENCES "Variant" (id) ON DELETE RESTRICT
);

CREATE INDEX "OrderItem_orderId_idx" ON "OrderItem" ("orderId");

CREATE INDEX "OrderItem_variantId_idx" ON "OrderItem" ("variantId");

CREATE TABLE "PriceHistory" (
  id TEXT NOT NULL,
  "productId" TEXT NOT NULL,
  "variantId" TEXT NOT NULL,
  "oldPrice" INTEGER NOT NULL,
  "newPrice" INTEGER NOT NULL,
  reason TEXT,
  "changedBy" TEXT,
  "createdAt" TEXT DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  "userId" TEXT,
  CONSTRAINT "PriceHistory_pkey" PRIMARY KEY (id),
  CONSTRAINT "PriceHistory_variantId_fkey" FOREIGN KEY("variantId") REFERENCES "Variant" (id) ON DELETE CASCADE,
  CONSTRAINT "PriceHistory_userId_fkey" FOREIGN KEY("userId") REFERENCES "User" (id) ON DELETE SET NULL
);

CREATE INDEX "PriceHistory_createdAt_idx" ON "PriceHistory" ("createdAt");

CREATE INDEX "PriceHistory_productId_idx" ON "PriceHistory" ("productId");

CREATE INDEX "PriceHistory_variantId_idx" ON "PriceHistory" ("variantId");
