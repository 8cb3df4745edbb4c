using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CitizenAccount.Service.Platform.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Decisions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "NoticedAt",
                table: "Cycles",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "RedecisionAsks",
                columns: table => new
                {
                    HouseholdId = table.Column<byte[]>(type: "BLOB", maxLength: 16, nullable: false),
                    Month = table.Column<int>(type: "INTEGER", nullable: false),
                    Cause = table.Column<byte>(type: "INTEGER", nullable: false),
                    Reference = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    AskedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    DoneAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RedecisionAsks", x => new { x.HouseholdId, x.Month, x.Cause, x.Reference });
                });

            migrationBuilder.CreateTable(
                name: "Redecisions",
                columns: table => new
                {
                    Sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    HouseholdId = table.Column<byte[]>(type: "BLOB", maxLength: 16, nullable: false),
                    Month = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Cause = table.Column<byte>(type: "INTEGER", nullable: false),
                    Reference = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Facts = table.Column<byte[]>(type: "BLOB", maxLength: 8000, nullable: false),
                    Positions = table.Column<byte[]>(type: "BLOB", maxLength: 64, nullable: true),
                    Eligibility = table.Column<byte>(type: "INTEGER", nullable: false),
                    Entitlement = table.Column<byte>(type: "INTEGER", nullable: false),
                    Reasons = table.Column<long>(type: "INTEGER", nullable: false),
                    Amount = table.Column<long>(type: "INTEGER", nullable: false),
                    CountedIncome = table.Column<long>(type: "INTEGER", nullable: false),
                    WeightTenths = table.Column<int>(type: "INTEGER", nullable: false),
                    CountedMembers = table.Column<int>(type: "INTEGER", nullable: false),
                    AmountBefore = table.Column<long>(type: "INTEGER", nullable: false),
                    PolicyVersion = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    PolicyHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    DecidedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Redecisions", x => x.Sequence);
                });

            migrationBuilder.CreateIndex(
                name: "IX_RedecisionAsks_AskedAt",
                table: "RedecisionAsks",
                column: "AskedAt",
                filter: "\"DoneAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Redecisions_HouseholdId_Month_Version",
                table: "Redecisions",
                columns: new[] { "HouseholdId", "Month", "Version" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "RedecisionAsks");

            migrationBuilder.DropTable(
                name: "Redecisions");

            migrationBuilder.DropColumn(
                name: "NoticedAt",
                table: "Cycles");
        }
    }
}
