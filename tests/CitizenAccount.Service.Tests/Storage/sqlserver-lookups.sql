SELECT newest."HouseholdId", newest."Sequence", facts."Facts"
FROM (
    SELECT "HouseholdId", MAX("Sequence") AS "Sequence"
    FROM "HouseholdFacts"
    WHERE "HouseholdId" > @after AND "Sequence" <= @sequence AND "KnownAt" < @knownBefore
    GROUP BY "HouseholdId"
    ORDER BY "HouseholdId"
    OFFSET 0 ROWS FETCH NEXT @count ROWS ONLY
) AS newest
JOIN "HouseholdFacts" AS facts ON facts."Sequence" = newest."Sequence"
ORDER BY newest."HouseholdId"

DECLARE @household varbinary(16) = 0x00000000000000000000000000000000;

SELECT [d].[Month], [d].[HouseholdId], [d].[Amount], [d].[CountedIncome], [d].[CountedMembers], [d].[Eligibility], [d].[Entitlement], [d].[FactsSequence], [d].[Reasons], [d].[WeightTenths]
FROM [Decisions] AS [d]
WHERE [d].[Month] = 202612 AND [d].[HouseholdId] = @household

DECLARE @months1 int = 202612;
DECLARE @months2 int = 202611;
DECLARE @household varbinary(16) = 0x00000000000000000000000000000000;

SELECT [d].[Month], [d].[HouseholdId], [d].[Amount], [d].[CountedIncome], [d].[CountedMembers], [d].[Eligibility], [d].[Entitlement], [d].[FactsSequence], [d].[Reasons], [d].[WeightTenths]
FROM [Decisions] AS [d]
WHERE [d].[Month] IN (@months1, @months2) AND [d].[HouseholdId] = @household
ORDER BY [d].[Month] DESC

SELECT [c].[Month], [c].[ApprovedAt], [c].[ApprovedBy], [c].[CancelCause], [c].[CutOffAt], [c].[DecisionsHash], [c].[Evaluated], [c].[EvaluatedAt], [c].[Figures], [c].[Households], [c].[LeaseUntil], [c].[NoticedAt], [c].[Number], [c].[Owner], [c].[PolicyHash], [c].[PolicyVersion], [c].[Publication], [c].[PublishedAt], [c].[PublishedBy], [c].[Run], [c].[SealedAt], [c].[SealedSequence], [c].[SnapshotHash], [c].[StartedBy], [c].[State], [c].[Version]
FROM [Cycles] AS [c]
WHERE [c].[Publication] IS NOT NULL
ORDER BY [c].[Month] DESC

DECLARE @p int = 1;
DECLARE @household varbinary(16) = 0x00000000000000000000000000000000;
DECLARE @from datetime2 = '2026-12-01T08:00:00.0000000Z';
DECLARE @until datetime2 = '2026-12-01T09:00:00.0000000Z';
DECLARE @lowest varbinary(16) = 0x01A2309E240070008000000000000000;
DECLARE @highest varbinary(16) = 0x01A230D512807FFFBFFFFFFFFFFFFFFF;
DECLARE @household6 varbinary(16) = 0x00000000000000000000000000000000;
DECLARE @from7 datetime2 = '2026-12-01T08:00:00.0000000Z';
DECLARE @until8 datetime2 = '2026-12-01T09:00:00.0000000Z';

SELECT TOP(@p) [u].[At]
FROM (
    SELECT [a2].[At]
    FROM (
        SELECT TOP(@p) [a].[At]
        FROM [AccessRecords] AS [a]
        WHERE [a].[HouseholdId] = @household AND [a].[At] >= @from AND [a].[At] < @until
        ORDER BY [a].[At] DESC
    ) AS [a2]
    UNION ALL
    SELECT [s].[At]
    FROM (
        SELECT TOP(@p) [a1].[At]
        FROM [AccessListHouseholds] AS [a0]
        INNER JOIN [AccessLists] AS [a1] ON [a0].[AccessListId] = [a1].[Id]
        WHERE [a0].[AccessListId] >= @lowest AND [a0].[AccessListId] <= @highest AND [a0].[HouseholdId] = @household6 AND [a1].[At] >= @from7 AND [a1].[At] < @until8
        ORDER BY [a0].[AccessListId] DESC
    ) AS [s]
) AS [u]
ORDER BY [u].[At] DESC

DECLARE @household varbinary(16) = 0x00000000000000000000000000000000;
DECLARE @from datetime2 = '2026-12-01T08:00:00.0000000Z';
DECLARE @until datetime2 = '2026-12-01T09:00:00.0000000Z';
DECLARE @lowest varbinary(16) = 0x01A2309E240070008000000000000000;
DECLARE @highest varbinary(16) = 0x01A230D512807FFFBFFFFFFFFFFFFFFF;
DECLARE @household5 varbinary(16) = 0x00000000000000000000000000000000;
DECLARE @from6 datetime2 = '2026-12-01T08:00:00.0000000Z';
DECLARE @until7 datetime2 = '2026-12-01T09:00:00.0000000Z';

SELECT [a].[At], [a].[Actor], [a].[Roles], [a].[Call], [a].[HouseholdId], [a].[Purpose], [a].[Reference], [a].[LegalBasis], [a].[Outcome]
FROM [AccessRecords] AS [a]
WHERE [a].[HouseholdId] = @household AND [a].[At] >= @from AND [a].[At] < @until
UNION ALL
SELECT [a1].[At], [a1].[Actor], [a1].[Roles], [a1].[Call], [a0].[HouseholdId], [a1].[Purpose], [a1].[Reference], [a1].[LegalBasis], [a1].[Outcome]
FROM [AccessListHouseholds] AS [a0]
INNER JOIN [AccessLists] AS [a1] ON [a0].[AccessListId] = [a1].[Id]
WHERE [a0].[AccessListId] >= @lowest AND [a0].[AccessListId] <= @highest AND [a0].[HouseholdId] = @household5 AND [a1].[At] >= @from6 AND [a1].[At] < @until7

DECLARE @from datetime2 = '2026-12-01T08:00:00.0000000Z';
DECLARE @until datetime2 = '2026-12-01T09:00:00.0000000Z';
DECLARE @lowest varbinary(16) = 0x01A2309E240070008000000000000000;
DECLARE @highest varbinary(16) = 0x01A230D512807FFFBFFFFFFFFFFFFFFF;
DECLARE @from4 datetime2 = '2026-12-01T08:00:00.0000000Z';
DECLARE @until5 datetime2 = '2026-12-01T09:00:00.0000000Z';

SELECT DISTINCT [u].[HouseholdId]
FROM (
    SELECT [a].[HouseholdId], [a].[Outcome]
    FROM [AccessRecords] AS [a]
    WHERE [a].[At] >= @from AND [a].[At] < @until
    UNION ALL
    SELECT [a0].[HouseholdId], [a1].[Outcome]
    FROM [AccessListHouseholds] AS [a0]
    INNER JOIN [AccessLists] AS [a1] ON [a0].[AccessListId] = [a1].[Id]
    WHERE [a0].[AccessListId] >= @lowest AND [a0].[AccessListId] <= @highest AND [a1].[At] >= @from4 AND [a1].[At] < @until5
) AS [u]
WHERE [u].[HouseholdId] IS NOT NULL AND [u].[Outcome] = 0
