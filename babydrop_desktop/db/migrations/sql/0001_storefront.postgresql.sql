CREATE TYPE "UserRole" AS ENUM ('CUSTOMER', 'ADMIN', 'STAFF');

CREATE TYPE "AddressType" AS ENUM ('SHIPPING', 'BILLING', 'BOTH');

CREATE TYPE "OrderStatus" AS ENUM ('PENDING', 'CONFIRMED', 'PROCESSING', 'SHIPPED', 'DELIVERED', 'CANCELLED', 'REFUNDED');

CREATE TYPE "PaymentStatus" AS ENUM ('PENDING', 'PROCESSING', 'COMPLETED', 'FAILED', 'REFUNDED', 'PARTIALLY_REFUNDED');

CREATE TYPE "FulfillmentStatus" AS ENUM ('UNFULFILLED', 'PARTIALLY_FULFILLED', 'FULFILLED', 'RESTOCKED');

CREATE TYPE "SupplierStatus" AS ENUM ('ACTIVE', 'INACTIVE', 'SUSPENDED');

CREATE TYPE "SourceStatus" AS ENUM ('ACTIVE', 'UNAVAILABLE', 'DISCONTINUED', 'PRICE_CHANGED');

CREATE TYPE "InventoryStatus" AS ENUM ('AVAILABLE', 'LOW_STOCK', 'OUT_OF_STOCK');

CREATE TYPE "DropshipOrderStatus" AS ENUM ('PENDING', 'PLACED', 'CONFIRMED', 'SHIPPED', 'DELIVERED', 'CANCELLED', 'REFUNDED', 'ISSUE');

CREATE TABLE "Category" (
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  slug TEXT NOT NULL,
  description TEXT,
  "imageUrl" TEXT,
  "parentId" TEXT,
  "markupFactor" DOUBLE PRECISION DEFAULT 2.5 NOT NULL,
  "shippingBuffer" NUMERIC(10, 2) DEFAULT 3.00 NOT NULL,
  "minPrice" NUMERIC(10, 2),
  "maxPrice" NUMERIC(10, 2),
  "sortOrder" INTEGER DEFAULT 0 NOT NULL,
  "isActive" BOOLEAN DEFAULT true NOT NULL,
  "createdAt" TIMESTAMP(3) WITHOUT TIME ZONE DEFAULT now() NOT NULL,
  "updatedAt" TIMESTAMP(3) WITHOUT TIME ZONE NOT NULL,
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
  result JSONB,
  error TEXT,
  "userId" TEXT,
  "createdAt" TIMESTAMP(3) WITHOUT TIME ZONE DEFAULT now() NOT NULL,
  "updatedAt" TIMESTAMP(3) WITHOUT TIME ZONE NOT NULL,
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
  rating DOUBLE PRECISION,
  "totalOrders" INTEGER DEFAULT 0 NOT NULL,
  status "SupplierStatus" DEFAULT 'ACTIVE' NOT NULL,
  "lastOrderAt" TIMESTAMP(3) WITHOUT TIME ZONE,
  "createdAt" TIMESTAMP(3) WITHOUT TIME ZONE DEFAULT now() NOT NULL,
  "updatedAt" TIMESTAMP(3) WITHOUT TIME ZONE NOT NULL,
  CONSTRAINT "Supplier_pkey" PRIMARY KEY (id)
);

CREATE INDEX "Supplier_aliExpressId_idx" ON "Supplier" ("aliExpressId");

CREATE UNIQUE INDEX "Supplier_aliExpressId_key" ON "Supplier" ("aliExpressId");

CREATE INDEX "Supplier_status_idx" ON "Supplier" (status);

CREATE TABLE "User" (
  id TEXT NOT NULL,
  email TEXT NOT NULL,
  "emailVerified" TIMESTAMP(3) WITHOUT TIME ZONE,
  "firstName" TEXT,
  "lastName" TEXT,
  password TEXT NOT NULL,
  phone TEXT,
  avatar TEXT,
  role "UserRole" DEFAULT 'CUSTOMER' NOT NULL,
  "createdAt" TIMESTAMP(3) WITHOUT TIME ZONE DEFAULT now() NOT NULL,
  "updatedAt" TIMESTAMP(3) WITHOUT TIME ZONE NOT NULL,
  "lastLoginAt" TIMESTAMP(3) WITHOUT TIME ZONE,
  "cartId" TEXT,
  CONSTRAINT "User_pkey" PRIMARY KEY (id)
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
  "isDefault" BOOLEAN DEFAULT false NOT NULL,
  type "AddressType" DEFAULT 'SHIPPING' NOT NULL,
  "createdAt" TIMESTAMP(3) WITHOUT TIME ZONE DEFAULT now() NOT NULL,
  "updatedAt" TIMESTAMP(3) WITHOUT TIME ZONE NOT NULL,
  CONSTRAINT "Address_pkey" PRIMARY KEY (id),
  CONSTRAINT "Address_userId_fkey" FOREIGN KEY("userId") REFERENCES "User" (id) ON DELETE CASCADE
);

CREATE INDEX "Address_userId_idx" ON "Address" ("userId");

CREATE INDEX "Address_userId_isDefault_idx" ON "Address" ("userId", "isDefault");

CREATE TABLE "Order" (
  id TEXT NOT NULL,
  "orderNumber" TEXT NOT NULL,
  "userId" TEXT NOT NULL,
  subtotal NUMERIC(10, 2) NOT NULL,
  "discountAmount" NUMERIC(10, 2) DEFAULT 0.00 NOT NULL,
  "shippingAmount" NUMERIC(10, 2) NOT NULL,
  "taxAmount" NUMERIC(10, 2) NOT NULL,
  total NUMERIC(10, 2) NOT NULL,
  currency TEXT DEFAULT 'USD' NOT NULL,
  status "OrderStatus" DEFAULT 'PENDING' NOT NULL,
  "paymentStatus" "PaymentStatus" DEFAULT 'PENDING' NOT NULL,
  "fulfillmentStatus" "FulfillmentStatus" DEFAULT 'UNFULFILLED' NOT NULL,
  "shippingAddress" JSONB NOT NULL,
  "billingAddress" JSONB NOT NULL,
  "customerEmail" TEXT NOT NULL,
  "customerPhone" TEXT,
  notes TEXT,
  "couponCode" TEXT,
  "discountId" TEXT,
  "createdAt" TIMESTAMP(3) WITHOUT TIME ZONE DEFAULT now() NOT NULL,
  "updatedAt" TIMESTAMP(3) WITHOUT TIME ZONE NOT NULL,
  "confirmedAt" TIMESTAMP(3) WITHOUT TIME ZONE,
  "shippedAt" TIMESTAMP(3) WITHOUT TIME ZONE,
  "deliveredAt" TIMESTAMP(3) WITHOUT TIME ZONE,
  "cancelledAt" TIMESTAMP(3) WITHOUT TIME ZONE,
  CONSTRAINT "Order_pkey" PRIMARY KEY (id),
  CONSTRAINT "Order_userId_fkey" FOREIGN KEY("userId") REFERENCES "User" (id) ON DELETE RESTRICT
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
  "basePrice" NUMERIC(10, 2) NOT NULL,
  "compareAtPrice" NUMERIC(10, 2),
  "costPrice" NUMERIC(10, 2),
  sku TEXT NOT NULL,
  barcode TEXT,
  "categoryId" TEXT NOT NULL,
  tags TEXT[],
  "isActive" BOOLEAN DEFAULT true NOT NULL,
  "isFeatured" BOOLEAN DEFAULT false NOT NULL,
  "isNew" BOOLEAN DEFAULT false NOT NULL,
  "isOnSale" BOOLEAN DEFAULT false NOT NULL,
  "metaTitle" TEXT,
  "metaDescription" TEXT,
  "metaKeywords" TEXT,
  "minAge" INTEGER,
  "maxAge" INTEGER,
  "chokingHazard" BOOLEAN DEFAULT false NOT NULL,
  "chokingHazardText" TEXT,
  certifications TEXT[],
  "countryOfOrigin" TEXT,
  "careInstructions" TEXT,
  "popularityScore" DOUBLE PRECISION DEFAULT 0 NOT NULL,
  "aiTags" TEXT[],
  "recommendationScore" DOUBLE PRECISION DEFAULT 0 NOT NULL,
  "createdAt" TIMESTAMP(3) WITHOUT TIME ZONE DEFAULT now() NOT NULL,
  "updatedAt" TIMESTAMP(3) WITHOUT TIME ZONE NOT NULL,
  "publishedAt" TIMESTAMP(3) WITHOUT TIME ZONE,
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
  "originalPrice" NUMERIC(10, 2) NOT NULL,
  "originalCurrency" TEXT DEFAULT 'USD' NOT NULL,
  "categoryId" TEXT NOT NULL,
  "originalImageUrls" TEXT[],
  "lastSyncedAt" TIMESTAMP(3) WITHOUT TIME ZONE DEFAULT now() NOT NULL,
  "sourceStatus" "SourceStatus" DEFAULT 'ACTIVE' NOT NULL,
  "inventoryStatus" "InventoryStatus" DEFAULT 'AVAILABLE' NOT NULL,
  "variantMapping" JSONB,
  "createdAt" TIMESTAMP(3) WITHOUT TIME ZONE DEFAULT now() NOT NULL,
  "updatedAt" TIMESTAMP(3) WITHOUT TIME ZONE NOT NULL,
  CONSTRAINT "ProductSource_pkey" PRIMARY KEY (id),
  CONSTRAINT "ProductSource_supplierId_fkey" FOREIGN KEY("supplierId") REFERENCES "Supplier" (id) ON DELETE RESTRICT,
  CONSTRAINT "ProductSource_categoryId_fkey" FOREIGN KEY("categoryId") REFERENCES "Category" (id) ON DELETE RESTRICT
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
  status "DropshipOrderStatus" DEFAULT 'PENDING' NOT NULL,
  "customerEmail" TEXT NOT NULL,
  "customerPhone" TEXT,
  "shippingAddress" JSONB NOT NULL,
  "trackingNumber" TEXT,
  "trackingUrl" TEXT,
  carrier TEXT,
  "estimatedDelivery" TIMESTAMP(3) WITHOUT TIME ZONE,
  "actualDelivery" TIMESTAMP(3) WITHOUT TIME ZONE,
  "totalCost" NUMERIC(10, 2) NOT NULL,
  "shippingCost" NUMERIC(10, 2) DEFAULT 0.00 NOT NULL,
  "placedAt" TIMESTAMP(3) WITHOUT TIME ZONE,
  "shippedAt" TIMESTAMP(3) WITHOUT TIME ZONE,
  "deliveredAt" TIMESTAMP(3) WITHOUT TIME ZONE,
  "createdAt" TIMESTAMP(3) WITHOUT TIME ZONE DEFAULT now() NOT NULL,
  "updatedAt" TIMESTAMP(3) WITHOUT TIME ZONE NOT NULL,
  "supplierId" TEXT,
  CONSTRAINT "DropshipOrder_pkey" PRIMARY KEY (id),
  CONSTRAINT "DropshipOrder_orderId_fkey" FOREIGN KEY("orderId") REFERENCES "Order" (id) ON DELETE RESTRICT,
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
  amount NUMERIC(10, 2) NOT NULL,
  currency TEXT DEFAULT 'USD' NOT NULL,
  status "PaymentStatus" DEFAULT 'PENDING' NOT NULL,
  "paymentMethod" TEXT,
  "cardLast4" TEXT,
  "cardBrand" TEXT,
  "failureReason" TEXT,
  "failureCode" TEXT,
  "createdAt" TIMESTAMP(3) WITHOUT TIME ZONE DEFAULT now() NOT NULL,
  "updatedAt" TIMESTAMP(3) WITHOUT TIME ZONE NOT NULL,
  CONSTRAINT "Payment_pkey" PRIMARY KEY (id),
  CONSTRAINT "Payment_orderId_fkey" FOREIGN KEY("orderId") REFERENCES "Order" (id) ON DELETE CASCADE
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
  "isPrimary" BOOLEAN DEFAULT false NOT NULL,
  "createdAt" TIMESTAMP(3) WITHOUT TIME ZONE DEFAULT now() NOT NULL,
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
  "estimatedDelivery" TIMESTAMP(3) WITHOUT TIME ZONE,
  "actualDelivery" TIMESTAMP(3) WITHOUT TIME ZONE,
  "shippingLabel" TEXT,
  "createdAt" TIMESTAMP(3) WITHOUT TIME ZONE DEFAULT now() NOT NULL,
  "updatedAt" TIMESTAMP(3) WITHOUT TIME ZONE NOT NULL,
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
  price NUMERIC(10, 2) NOT NULL,
  "compareAtPrice" NUMERIC(10, 2),
  sku TEXT NOT NULL,
  barcode TEXT,
  weight DOUBLE PRECISION,
  dimensions JSONB,
  "isActive" BOOLEAN DEFAULT true NOT NULL,
  "createdAt" TIMESTAMP(3) WITHOUT TIME ZONE DEFAULT now() NOT NULL,
  "updatedAt" TIMESTAMP(3) WITHOUT TIME ZONE NOT NULL,
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
  "unitCost" NUMERIC(10, 2) NOT NULL,
  "totalCost" NUMERIC(10, 2) NOT NULL,
  "orderItemId" TEXT NOT NULL,
  "createdAt" TIMESTAMP(3) WITHOUT TIME ZONE DEFAULT now() NOT NULL,
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
  "lastRestockedAt" TIMESTAMP(3) WITHOUT TIME ZONE,
  "nextRestockAt" TIMESTAMP(3) WITHOUT TIME ZONE,
  "createdAt" TIMESTAMP(3) WITHOUT TIME ZONE DEFAULT now() NOT NULL,
  "updatedAt" TIMESTAMP(3) WITHOUT TIME ZONE NOT NULL,
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
  "unitPrice" NUMERIC(10, 2) NOT NULL,
  "totalPrice" NUMERIC(10, 2) NOT NULL,
  "createdAt" TIMESTAMP(3) WITHOUT TIME ZONE DEFAULT now() NOT NULL,
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
  "oldPrice" NUMERIC(10, 2) NOT NULL,
  "newPrice" NUMERIC(10, 2) NOT NULL,
  reason TEXT,
  "changedBy" TEXT,
  "createdAt" TIMESTAMP(3) WITHOUT TIME ZONE DEFAULT now() NOT NULL,
  "userId" TEXT,
  CONSTRAINT "PriceHistory_pkey" PRIMARY KEY (id),
  CONSTRAINT "PriceHistory_variantId_fkey" FOREIGN KEY("variantId") REFERENCES "Variant" (id) ON DELETE CASCADE,
  CONSTRAINT "PriceHistory_userId_fkey" FOREIGN KEY("userId") REFERENCES "User" (id) ON DELETE SET NULL
);

CREATE INDEX "PriceHistory_createdAt_idx" ON "PriceHistory" ("createdAt");

CREATE INDEX "PriceHistory_productId_idx" ON "PriceHistory" ("productId");

CREATE INDEX "PriceHistory_variantId_idx" ON "PriceHistory" ("variantId");
