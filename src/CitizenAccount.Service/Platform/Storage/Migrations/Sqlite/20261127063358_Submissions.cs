using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CitizenAccount.Service.Platform.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Submissions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "IncomeSubmissions",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", maxLength: 16, nullable: false),
                    Partner = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    RequestId = table.Column<byte[]>(type: "BLOB", maxLength: 16, nullable: false),
                    LastRequestId = table.Column<byte[]>(type: "BLOB", maxLength: 16, nullable: false),
                    State = table.Column<byte>(type: "INTEGER", nullable: false),
                    Records = table.Column<long>(type: "INTEGER", nullable: false),
                    Received = table.Column<long>(type: "INTEGER", nullable: false),
                    Checked = table.Column<long>(type: "INTEGER", nullable: false),
                    Accepted = table.Column<long>(type: "INTEGER", nullable: false),
                    RepeatedBefore = table.Column<long>(type: "INTEGER", nullable: false),
                    Refused = table.Column<long>(type: "INTEGER", nullable: false),
                    RecordsSha256 = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: true),
                    Signature = table.Column<byte[]>(type: "BLOB", maxLength: 64, nullable: true),
                    KeyId = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    Purpose = table.Column<int>(type: "INTEGER", nullable: false),
                    Reference = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    LegalBasis = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Receipt = table.Column<byte[]>(type: "BLOB", nullable: true),
                    OpenedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ChangedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    FinishedAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IncomeSubmissions", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "IncomeRecords",
                columns: table => new
                {
                    Partner = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    RecordIndex = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    PersonIndex = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    Month = table.Column<int>(type: "INTEGER", nullable: false),
                    Kind = table.Column<byte>(type: "INTEGER", nullable: false),
                    Halalas = table.Column<long>(type: "INTEGER", nullable: false),
                    ObservedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Withdraws = table.Column<bool>(type: "INTEGER", nullable: false),
                    WithdrawnAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    TakenAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    SubmissionId = table.Column<byte[]>(type: "BLOB", maxLength: 16, nullable: false),
                    Position = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IncomeRecords", x => new { x.Partner, x.RecordIndex });
                    table.ForeignKey(
                        name: "FK_IncomeRecords_IncomeSubmissions_SubmissionId",
                        column: x => x.SubmissionId,
                        principalTable: "IncomeSubmissions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "IncomeSubmissionParts",
                columns: table => new
                {
                    SubmissionId = table.Column<byte[]>(type: "BLOB", maxLength: 16, nullable: false),
                    First = table.Column<long>(type: "INTEGER", nullable: false),
                    Count = table.Column<int>(type: "INTEGER", nullable: false),
                    ContentSealed = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IncomeSubmissionParts", x => new { x.SubmissionId, x.First });
                    table.ForeignKey(
                        name: "FK_IncomeSubmissionParts_IncomeSubmissions_SubmissionId",
                        column: x => x.SubmissionId,
                        principalTable: "IncomeSubmissions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "IncomeSubmissionRefusals",
                columns: table => new
                {
                    SubmissionId = table.Column<byte[]>(type: "BLOB", maxLength: 16, nullable: false),
                    Position = table.Column<long>(type: "INTEGER", nullable: false),
                    Record = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Problem = table.Column<byte>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IncomeSubmissionRefusals", x => new { x.SubmissionId, x.Position });
                    table.ForeignKey(
                        name: "FK_IncomeSubmissionRefusals_IncomeSubmissions_SubmissionId",
                        column: x => x.SubmissionId,
                        principalTable: "IncomeSubmissions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_IncomeRecords_PersonIndex_Kind_Month",
                table: "IncomeRecords",
                columns: new[] { "PersonIndex", "Kind", "Month" });

            migrationBuilder.CreateIndex(
                name: "IX_IncomeRecords_SubmissionId",
                table: "IncomeRecords",
                column: "SubmissionId");

            migrationBuilder.CreateIndex(
                name: "IX_IncomeSubmissions_Partner_RequestId",
                table: "IncomeSubmissions",
                columns: new[] { "Partner", "RequestId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_IncomeSubmissions_State_ChangedAt",
                table: "IncomeSubmissions",
                columns: new[] { "State", "ChangedAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "IncomeRecords");

            migrationBuilder.DropTable(
                name: "IncomeSubmissionParts");

            migrationBuilder.DropTable(
                name: "IncomeSubmissionRefusals");

            migrationBuilder.DropTable(
                name: "IncomeSubmissions");
        }
    }
}
