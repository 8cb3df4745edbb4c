using CitizenAccount.Service.Platform.Storage;

namespace CitizenAccount.Service.Applications;

/// <summary>The statements that a cycle reads facts with: one range of the primary index, no sort.</summary>
internal static class HouseholdsSql
{
    /// <summary>The newest versions of a cut, household by household after one.</summary>
    public static string NewestFacts(StorageProvider provider) =>
        $"""
        SELECT newest."HouseholdId", newest."Sequence", facts."Facts"
        FROM (
            SELECT "HouseholdId", MAX("Sequence") AS "Sequence"
            FROM "HouseholdFacts"
            WHERE "HouseholdId" > @after AND "Sequence" <= @sequence AND "KnownAt" < @knownBefore
            GROUP BY "HouseholdId"
            ORDER BY "HouseholdId"
            {Limit(provider)}
        ) AS newest
        JOIN "HouseholdFacts" AS facts ON facts."Sequence" = newest."Sequence"
        ORDER BY newest."HouseholdId"
        """;

    /// <summary>Applications that are examined, household by household after one.</summary>
    public static string Examined(StorageProvider provider) =>
        $"""
        SELECT "HouseholdId", "ContentSealed"
        FROM "Applications"
        WHERE "HouseholdId" > @after AND "State" IN (2, 4)
        ORDER BY "HouseholdId"
        {Limit(provider)}
        """;

    private static string Limit(StorageProvider provider) => provider switch
    {
        StorageProvider.Sqlite => "LIMIT @count",
        StorageProvider.SqlServer => "OFFSET 0 ROWS FETCH NEXT @count ROWS ONLY",
    };
}
