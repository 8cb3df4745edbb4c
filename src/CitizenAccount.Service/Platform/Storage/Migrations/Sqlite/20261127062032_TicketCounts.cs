using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CitizenAccount.Service.Platform.Storage.Migrations.Sqlite
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
                INSERT INTO "ObjectionCounts" ("Scope", "DueOn", "StartedOn", "Held", "Waiting", "Shard", "Cases")
                SELECT 'q/voice-' || "Unit", "DueOn", date("OpenedAt", '+3 hours'), "Assignee" IS NOT NULL, "State" = 3, 0, COUNT(*)
                FROM "Tickets" WHERE "EndedAt" IS NULL GROUP BY 1, 2, 3, 4, 5;
                """);
            migrationBuilder.Sql(
                """
                INSERT INTO "ObjectionCounts" ("Scope", "DueOn", "StartedOn", "Held", "Waiting", "Shard", "Cases")
                SELECT 's/' || "Assignee", "DueOn", date("OpenedAt", '+3 hours'), 1, "State" = 3, 0, COUNT(*)
                FROM "Tickets" WHERE "EndedAt" IS NULL AND "Assignee" IS NOT NULL GROUP BY 1, 2, 3, 4, 5
                ON CONFLICT DO UPDATE SET "Cases" = "Cases" + excluded."Cases";
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {

        }
    }
}
