using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CitizenAccount.Service.Platform.Storage.Migrations.Sqlite
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
                    Id = table.Column<byte[]>(type: "BLOB", maxLength: 16, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Actor = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Roles = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Call = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    HouseholdId = table.Column<byte[]>(type: "BLOB", maxLength: 16, nullable: true),
                    Purpose = table.Column<int>(type: "INTEGER", nullable: false),
                    Reference = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    LegalBasis = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Outcome = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AccessRecords", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Cycles",
                columns: table => new
                {
                    Month = table.Column<int>(type: "INTEGER", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    State = table.Column<byte>(type: "INTEGER", nullable: false),
                    PolicyVersion = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    PolicyHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    CutOffAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    SealedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    SealedSequence = table.Column<long>(type: "INTEGER", nullable: false),
                    SnapshotHash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    Households = table.Column<int>(type: "INTEGER", nullable: false),
                    Evaluated = table.Column<int>(type: "INTEGER", nullable: false),
                    EvaluatedThrough = table.Column<byte[]>(type: "BLOB", maxLength: 16, nullable: false),
                    StartedBy = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    ApprovedBy = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    PublishedBy = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    PublishedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Publication = table.Column<int>(type: "INTEGER", nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Cycles", x => x.Month);
                });

            migrationBuilder.CreateTable(
                name: "Households",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", maxLength: 16, nullable: false),
                    Kind = table.Column<byte>(type: "INTEGER", nullable: false),
                    Revision = table.Column<long>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    IbanSealed = table.Column<byte[]>(type: "BLOB", maxLength: 128, nullable: false),
                    MobileSealed = table.Column<byte[]>(type: "BLOB", maxLength: 128, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Households", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Decisions",
                columns: table => new
                {
                    Month = table.Column<int>(type: "INTEGER", nullable: false),
                    HouseholdId = table.Column<byte[]>(type: "BLOB", maxLength: 16, nullable: false),
                    FactsSequence = table.Column<long>(type: "INTEGER", nullable: false),
                    Eligibility = table.Column<byte>(type: "INTEGER", nullable: false),
                    Entitlement = table.Column<byte>(type: "INTEGER", nullable: false),
                    Reasons = table.Column<long>(type: "INTEGER", nullable: false),
                    Amount = table.Column<long>(type: "INTEGER", nullable: false),
                    CountedIncome = table.Column<long>(type: "INTEGER", nullable: false),
                    WeightTenths = table.Column<int>(type: "INTEGER", nullable: false),
                    CountedMembers = table.Column<int>(type: "INTEGER", nullable: false)
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
                    Sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    HouseholdId = table.Column<byte[]>(type: "BLOB", maxLength: 16, nullable: false),
                    KnownAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Facts = table.Column<byte[]>(type: "BLOB", maxLength: 8000, nullable: false)
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
                    HouseholdId = table.Column<byte[]>(type: "BLOB", maxLength: 16, nullable: false),
                    Position = table.Column<int>(type: "INTEGER", nullable: false),
                    NationalIdIndex = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    IdentitySealed = table.Column<byte[]>(type: "BLOB", maxLength: 512, nullable: false)
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
                unique: true);

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
