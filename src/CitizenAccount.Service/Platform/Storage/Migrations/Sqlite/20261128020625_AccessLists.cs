using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CitizenAccount.Service.Platform.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AccessLists : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // The key is all there is in a row: without a row number the table is its key, one tree in place of two,
            // and half the work of a link. What is generated cannot say so; nor does a rebuild of the table keep it.
            migrationBuilder.Sql(
                """
                CREATE TABLE "AccessListHouseholds" (
                    "HouseholdId" BLOB NOT NULL,
                    "AccessListId" BLOB NOT NULL,
                    CONSTRAINT "PK_AccessListHouseholds" PRIMARY KEY ("HouseholdId", "AccessListId")
                ) WITHOUT ROWID;
                """);

            migrationBuilder.CreateTable(
                name: "AccessLists",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", maxLength: 16, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Actor = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Roles = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Call = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Purpose = table.Column<int>(type: "INTEGER", nullable: false),
                    Reference = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    LegalBasis = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Outcome = table.Column<int>(type: "INTEGER", nullable: false),
                    Households = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AccessLists", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_AccessLists_At",
                table: "AccessLists",
                column: "At");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AccessListHouseholds");

            migrationBuilder.DropTable(
                name: "AccessLists");
        }
    }
}
