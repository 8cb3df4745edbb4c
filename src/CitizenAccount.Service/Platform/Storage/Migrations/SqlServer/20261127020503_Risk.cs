using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CitizenAccount.Service.Platform.Storage.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class Risk : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "RiskSearches",
                columns: table => new
                {
                    Month = table.Column<int>(type: "int", nullable: false),
                    Run = table.Column<int>(type: "int", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false),
                    DoneAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Households = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RiskSearches", x => x.Month);
                    table.ForeignKey(
                        name: "FK_RiskSearches_Cycles_Month",
                        column: x => x.Month,
                        principalTable: "Cycles",
                        principalColumn: "Month",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "RiskSignals",
                columns: table => new
                {
                    Month = table.Column<int>(type: "int", nullable: false),
                    HouseholdId = table.Column<byte[]>(type: "binary(16)", maxLength: 16, nullable: false),
                    Score = table.Column<int>(type: "int", nullable: false),
                    Amount = table.Column<long>(type: "bigint", nullable: false),
                    Signals = table.Column<byte[]>(type: "varbinary(145)", maxLength: 145, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RiskSignals", x => new { x.Month, x.HouseholdId });
                    table.ForeignKey(
                        name: "FK_RiskSignals_Cycles_Month",
                        column: x => x.Month,
                        principalTable: "Cycles",
                        principalColumn: "Month",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_RiskSignals_Month_Score_HouseholdId",
                table: "RiskSignals",
                columns: new[] { "Month", "Score", "HouseholdId" },
                descending: new[] { false, true, false });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "RiskSearches");

            migrationBuilder.DropTable(
                name: "RiskSignals");
        }
    }
}
