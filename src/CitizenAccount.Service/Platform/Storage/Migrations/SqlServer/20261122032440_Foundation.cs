using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CitizenAccount.Service.Platform.Storage.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class Foundation : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "AccessRecords",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "binary(16)", maxLength: 16, nullable: false),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Actor = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    Roles = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Call = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    HouseholdId = table.Column<byte[]>(type: "binary(16)", maxLength: 16, nullable: true),
                    Purpose = table.Column<int>(type: "int", nullable: false),
                    Reference = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    LegalBasis = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Outcome = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AccessRecords", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Cycles",
                columns: table => new
                {
                    Month = table.Column<int>(type: "int", nullable: false),
                    Number = table.Column<int>(type: "int", nullable: false),
                    State = table.Column<byte>(type: "tinyint", nullable: false),
                    PolicyVersion = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    PolicyHash = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    CutOffAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    SealedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    SealedSequence = table.Column<long>(type: "bigint", nullable: false),
                    SnapshotHash = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    Households = table.Column<int>(type: "int", nullable: false),
                    Evaluated = table.Column<int>(type: "int", nullable: false),
                    EvaluatedThrough = table.Column<byte[]>(type: "binary(16)", maxLength: 16, nullable: false),
                    StartedBy = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    ApprovedBy = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    PublishedBy = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    PublishedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Publication = table.Column<int>(type: "int", nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Cycles", x => x.Month);
                });

            migrationBuilder.CreateTable(
                name: "Households",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "binary(16)", maxLength: 16, nullable: false),
                    Kind = table.Column<byte>(type: "tinyint", nullable: false),
                    Revision = table.Column<long>(type: "bigint", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    IbanSealed = table.Column<byte[]>(type: "varbinary(128)", maxLength: 128, nullable: false),
                    MobileSealed = table.Column<byte[]>(type: "varbinary(128)", maxLength: 128, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Households", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Decisions",
                columns: table => new
                {
                    Month = table.Column<int>(type: "int", nullable: false),
                    HouseholdId = table.Column<byte[]>(type: "binary(16)", maxLength: 16, nullable: false),
                    FactsSequence = table.Column<long>(type: "bigint", nullable: false),
                    Eligibility = table.Column<byte>(type: "tinyint", nullable: false),
                    Entitlement = table.Column<byte>(type: "tinyint", nullable: false),
                    Reasons = table.Column<long>(type: "bigint", nullable: false),
                    Amount = table.Column<long>(type: "bigint", nullable: false),
                    CountedIncome = table.Column<long>(type: "bigint", nullable: false),
                    WeightTenths = table.Column<int>(type: "int", nullable: false),
                    CountedMembers = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Decisions", x => new { x.Month, x.HouseholdId });
                    table.ForeignKey(
                        name: "FK_Decisions_Cycles_Month",
                        column: x => x.Month,
                        principalTable: "Cycles",
                        principalColumn: "Month",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "HouseholdFacts",
                columns: table => new
                {
                    Sequence = table.Column<long>(type: "bigint", nullable: false),
                    HouseholdId = table.Column<byte[]>(type: "binary(16)", maxLength: 16, nullable: false),
                    KnownAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Facts = table.Column<byte[]>(type: "varbinary(8000)", maxLength: 8000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_HouseholdFacts", x => x.Sequence);
                    table.ForeignKey(
                        name: "FK_HouseholdFacts_Households_HouseholdId",
                        column: x => x.HouseholdId,
                        principalTable: "Households",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Members",
                columns: table => new
                {
                    HouseholdId = table.Column<byte[]>(type: "binary(16)", maxLength: 16, nullable: false),
                    Position = table.Column<int>(type: "int", nullable: false),
                    NationalIdIndex = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    IdentitySealed = table.Column<byte[]>(type: "varbinary(512)", maxLength: 512, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Members", x => new { x.HouseholdId, x.Position });
                    table.ForeignKey(
                        name: "FK_Members_Households_HouseholdId",
                        column: x => x.HouseholdId,
                        principalTable: "Households",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_AccessRecords_HouseholdId_At",
                table: "AccessRecords",
                columns: new[] { "HouseholdId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_Cycles_Publication",
                table: "Cycles",
                column: "Publication",
                unique: true,
                filter: "[Publication] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_HouseholdFacts_HouseholdId_Sequence",
                table: "HouseholdFacts",
                columns: new[] { "HouseholdId", "Sequence" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Members_NationalIdIndex",
                table: "Members",
                column: "NationalIdIndex");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AccessRecords");

            migrationBuilder.DropTable(
                name: "Decisions");

            migrationBuilder.DropTable(
                name: "HouseholdFacts");

            migrationBuilder.DropTable(
                name: "Members");

            migrationBuilder.DropTable(
                name: "Cycles");

            migrationBuilder.DropTable(
                name: "Households");
        }
    }
}
