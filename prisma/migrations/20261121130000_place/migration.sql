-- AlterTable
ALTER TABLE "Session" ADD COLUMN "pinned" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "Session" ADD COLUMN "rank" REAL NOT NULL DEFAULT 0;

-- The newest comes first, as it did before there was a rank: minus the Unix time in milliseconds.
UPDATE "Session" SET "rank" = -round((julianday("createdAt") - 2440587.5) * 86400000) WHERE julianday("createdAt") IS NOT NULL;
