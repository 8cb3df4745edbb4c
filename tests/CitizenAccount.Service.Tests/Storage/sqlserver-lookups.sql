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
