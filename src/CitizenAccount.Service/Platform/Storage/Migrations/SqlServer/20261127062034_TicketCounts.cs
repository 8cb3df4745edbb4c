using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CitizenAccount.Service.Platform.Storage.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class TicketCounts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // Tickets that were open before they were counted.
            migrationBuilder.Sql(
                """
                INSERT INTO [ObjectionCounts] ([Scope], [DueOn], [StartedOn], [Held], [Waiting], [Shard], [Cases])
                SELECT t.[Scope], t.[DueOn], t.[StartedOn], t.[Held], t.[Waiting], 0, COUNT(*)
                FROM (
                    SELECT CONCAT('q/voice-', [Unit]) AS [Scope], [DueOn],
                        CAST(DATEADD(hour, 3, [OpenedAt]) AS date) AS [StartedOn],
                        CAST(CASE WHEN [Assignee] IS NULL THEN 0 ELSE 1 END AS bit) AS [Held],
                        CAST(CASE WHEN [State] = 3 THEN 1 ELSE 0 END AS bit) AS [Waiting]
                    FROM [Tickets] WHERE [EndedAt] IS NULL) AS t
                GROUP BY t.[Scope], t.[DueOn], t.[StartedOn], t.[Held], t.[Waiting];
                """);
            migrationBuilder.Sql(
                """
                MERGE [ObjectionCounts] AS c
                USING (
                    SELECT t.[Scope], t.[DueOn], t.[StartedOn], t.[Waiting], COUNT(*) AS [Cases]
                    FROM (
                        SELECT CONCAT('s/', [Assignee]) AS [Scope], [DueOn],
                            CAST(DATEADD(hour, 3, [OpenedAt]) AS date) AS [StartedOn],
                            CAST(CASE WHEN [State] = 3 THEN 1 ELSE 0 END AS bit) AS [Waiting]
                        FROM [Tickets] WHERE [EndedAt] IS NULL AND [Assignee] IS NOT NULL) AS t
                    GROUP BY t.[Scope], t.[DueOn], t.[StartedOn], t.[Waiting]) AS n
                ON c.[Scope] = n.[Scope] AND c.[DueOn] = n.[DueOn] AND c.[StartedOn] = n.[StartedOn]
                    AND c.[Held] = 1 AND c.[Waiting] = n.[Waiting] AND c.[Shard] = 0
                WHEN MATCHED THEN UPDATE SET [Cases] = c.[Cases] + n.[Cases]
                WHEN NOT MATCHED THEN
                    INSERT ([Scope], [DueOn], [StartedOn], [Held], [Waiting], [Shard], [Cases])
                    VALUES (n.[Scope], n.[DueOn], n.[StartedOn], 1, n.[Waiting], 0, n.[Cases]);
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {

        }
    }
}
