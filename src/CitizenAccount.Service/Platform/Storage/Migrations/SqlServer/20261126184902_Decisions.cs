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
            migrationBuilder.DropColumn(
                name: "EvaluatedThrough",
                table: "Cycles");

            migrationBuilder.AddColumn<DateTime>(
                name: "ApprovedAt",
                table: "Cycles",
                type: "datetime2",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "CancelCause",
                table: "Cycles",
                type: "nvarchar(1000)",
                maxLength: 1000,
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "DecisionsHash",
                table: "Cycles",
                type: "varbinary(32)",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "EvaluatedAt",
                table: "Cycles",
                type: "datetime2",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "Figures",
                table: "Cycles",
                type: "varbinary(608)",
                maxLength: 608,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "LeaseUntil",
                table: "Cycles",
                type: "datetime2",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "NoticedAt",
                table: "Cycles",
                type: "datetime2",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Owner",
                table: "Cycles",
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Run",
                table: "Cycles",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "CycleOutliers",
                columns: table => new
                {
                    Month = table.Column<int>(type: "int", nullable: false),
                    HouseholdId = table.Column<byte[]>(type: "binary(16)", maxLength: 16, nullable: false),
                    Kind = table.Column<byte>(type: "tinyint", nullable: false),
                    Before = table.Column<long>(type: "bigint", nullable: false),
                    After = table.Column<long>(type: "bigint", nullable: false),
                    Score = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CycleOutliers", x => new { x.Month, x.HouseholdId });
                    table.ForeignKey(
                        name: "FK_CycleOutliers_Cycles_Month",
                        column: x => x.Month,
                        principalTable: "Cycles",
                        principalColumn: "Month",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "CyclePartitions",
                columns: table => new
                {
                    Month = table.Column<int>(type: "int", nullable: false),
                    Index = table.Column<int>(type: "int", nullable: false),
                    After = table.Column<byte[]>(type: "binary(16)", maxLength: 16, nullable: false),
                    Through = table.Column<byte[]>(type: "binary(16)", maxLength: 16, nullable: false),
                    Households = table.Column<int>(type: "int", nullable: false),
                    Owner = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true),
                    LeaseUntil = table.Column<DateTime>(type: "datetime2", nullable: true),
                    DoneAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    DecisionsHash = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: true),
                    Figures = table.Column<byte[]>(type: "varbinary(608)", maxLength: 608, nullable: true),
                    NoticedAt = table.Column<DateTime>(type: "datetime2", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CyclePartitions", x => new { x.Month, x.Index });
                    table.ForeignKey(
                        name: "FK_CyclePartitions_Cycles_Month",
                        column: x => x.Month,
                        principalTable: "Cycles",
                        principalColumn: "Month",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "CycleSteps",
                columns: table => new
                {
                    Month = table.Column<int>(type: "int", nullable: false),
                    Number = table.Column<int>(type: "int", nullable: false),
                    Run = table.Column<int>(type: "int", nullable: false),
                    State = table.Column<byte>(type: "tinyint", nullable: false),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false),
                    By = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    Note = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CycleSteps", x => new { x.Month, x.Number });
                    table.ForeignKey(
                        name: "FK_CycleSteps_Cycles_Month",
                        column: x => x.Month,
                        principalTable: "Cycles",
                        principalColumn: "Month",
                        onDelete: ReferentialAction.Restrict);
                });

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
                name: "IX_CycleOutliers_Month_Score",
                table: "CycleOutliers",
                columns: new[] { "Month", "Score" });

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
                name: "CycleOutliers");

            migrationBuilder.DropTable(
                name: "CyclePartitions");

            migrationBuilder.DropTable(
                name: "CycleSteps");

            migrationBuilder.DropTable(
                name: "RedecisionAsks");

            migrationBuilder.DropTable(
                name: "Redecisions");

            migrationBuilder.DropColumn(
                name: "ApprovedAt",
                table: "Cycles");

            migrationBuilder.DropColumn(
                name: "CancelCause",
                table: "Cycles");

            migrationBuilder.DropColumn(
                name: "DecisionsHash",
                table: "Cycles");

            migrationBuilder.DropColumn(
                name: "EvaluatedAt",
                table: "Cycles");

            migrationBuilder.DropColumn(
                name: "Figures",
                table: "Cycles");

            migrationBuilder.DropColumn(
                name: "LeaseUntil",
                table: "Cycles");

            migrationBuilder.DropColumn(
                name: "NoticedAt",
                table: "Cycles");

            migrationBuilder.DropColumn(
                name: "Owner",
                table: "Cycles");

            migrationBuilder.DropColumn(
                name: "Run",
                table: "Cycles");

            migrationBuilder.AddColumn<byte[]>(
                name: "EvaluatedThrough",
                table: "Cycles",
                type: "binary(16)",
                maxLength: 16,
                nullable: false,
                defaultValue: new byte[0]);
        }
    }
}
