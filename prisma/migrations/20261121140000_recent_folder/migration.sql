-- CreateTable
CREATE TABLE "RecentFolder" (
    "hostId" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "usedAt" DATETIME NOT NULL,

    PRIMARY KEY ("hostId", "path"),
    CONSTRAINT "RecentFolder_hostId_fkey" FOREIGN KEY ("hostId") REFERENCES "Host" ("id") ON DELETE RESTRICT ON UPDATE RESTRICT
);

-- What was used before there was this table: the folders of the sessions that are still there.
INSERT INTO "RecentFolder" ("hostId", "path", "usedAt") SELECT "hostId", "cwd", max("createdAt") FROM "Session" GROUP BY "hostId", "cwd";
