using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CitizenAccount.Service.Platform.Storage.Migrations.SqlServer
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
                type: "datetime2",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "RedecisionAsks",
                columns: table => new
                {
                    HouseholdId = table.Column<byte[]>(type: "binary(16)", maxLength: 16, nullable: false),
                    Month = table.Column<int>(type: "int", nullable: false),
                    Cause = table.Column<byte>(type: "tinyint", nullable: false),
                    Reference = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    AskedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    DoneAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Version = table.Column<int>(type: "int", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RedecisionAsks", x => new { x.HouseholdId, x.Month, x.Cause, x.Reference });
                });

            migrationBuilder.CreateTable(
                name: "Redecisions",
                columns: table => new
                {
                    Sequence = table.Column<long>(type: "bigint", nullable: false),
                    HouseholdId = table.Column<byte[]>(type: "binary(16)", maxLength: 16, nullable: false),
                    Month = table.Column<int>(type: "int", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false),
                    Cause = table.Column<byte>(type: "tinyint", nullable: false),
                    Reference = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Facts = table.Column<byte[]>(type: "varbinary(8000)", maxLength: 8000, nullable: false),
                    Positions = table.Column<byte[]>(type: "varbinary(64)", maxLength: 64, nullable: true),
                    Eligibility = table.Column<byte>(type: "tinyint", nullable: false),
                    Entitlement = table.Column<byte>(type: "tinyint", nullable: false),
                    Reasons = table.Column<long>(type: "bigint", nullable: false),
                    Amount = table.Column<long>(type: "bigint", nullable: false),
                    CountedIncome = table.Column<long>(type: "bigint", nullable: false),
                    WeightTenths = table.Column<int>(type: "int", nullable: false),
                    CountedMembers = table.Column<int>(type: "int", nullable: false),
                    AmountBefore = table.Column<long>(type: "bigint", nullable: false),
                    PolicyVersion = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    PolicyHash = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    DecidedAt = table.Column<DateTime>(type: "datetime2", nullable: false)
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
