-- CreateTable
CREATE TABLE "Host" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "updatedAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "Session" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "hostId" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "cwd" TEXT NOT NULL,
    "command" TEXT NOT NULL,
    "pid" INTEGER,
    "pidStartTime" TEXT,
    "status" TEXT NOT NULL,
    "statusSince" DATETIME NOT NULL,
    "statusDetail" TEXT,
    "conversationId" TEXT,
    "createdAt" DATETIME NOT NULL,
    "updatedAt" DATETIME NOT NULL,
    "exitAt" DATETIME,
    "exitCode" INTEGER,
    "exitSignal" TEXT,
    "exitAsked" BOOLEAN,
    "exitLeftovers" TEXT,
    CONSTRAINT "Session_hostId_fkey" FOREIGN KEY ("hostId") REFERENCES "Host" ("id") ON DELETE RESTRICT ON UPDATE RESTRICT
);

-- CreateIndex
CREATE INDEX "Session_hostId_idx" ON "Session"("hostId");
