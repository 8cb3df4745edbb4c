using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CitizenAccount.Service.Platform.Storage.Migrations.SqlServer
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
                    Id = table.Column<byte[]>(type: "binary(16)", maxLength: 16, nullable: false),
                    Partner = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    RequestId = table.Column<byte[]>(type: "binary(16)", maxLength: 16, nullable: false),
                    LastRequestId = table.Column<byte[]>(type: "binary(16)", maxLength: 16, nullable: false),
                    State = table.Column<byte>(type: "tinyint", nullable: false),
                    Records = table.Column<long>(type: "bigint", nullable: false),
                    Received = table.Column<long>(type: "bigint", nullable: false),
                    Checked = table.Column<long>(type: "bigint", nullable: false),
                    Accepted = table.Column<long>(type: "bigint", nullable: false),
                    RepeatedBefore = table.Column<long>(type: "bigint", nullable: false),
                    Refused = table.Column<long>(type: "bigint", nullable: false),
                    RecordsSha256 = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: true),
                    Signature = table.Column<byte[]>(type: "varbinary(64)", maxLength: 64, nullable: true),
                    KeyId = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    Purpose = table.Column<int>(type: "int", nullable: false),
                    Reference = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    LegalBasis = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Receipt = table.Column<byte[]>(type: "varbinary(max)", nullable: true),
                    OpenedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    ChangedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    FinishedAt = table.Column<DateTime>(type: "datetime2", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IncomeSubmissions", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "IncomeRecords",
                columns: table => new
                {
                    Partner = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    RecordIndex = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    PersonIndex = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    Month = table.Column<int>(type: "int", nullable: false),
                    Kind = table.Column<byte>(type: "tinyint", nullable: false),
                    Halalas = table.Column<long>(type: "bigint", nullable: false),
                    ObservedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Withdraws = table.Column<bool>(type: "bit", nullable: false),
                    WithdrawnAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    TakenAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    SubmissionId = table.Column<byte[]>(type: "binary(16)", maxLength: 16, nullable: false),
                    Position = table.Column<long>(type: "bigint", nullable: false)
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
                    SubmissionId = table.Column<byte[]>(type: "binary(16)", maxLength: 16, nullable: false),
                    First = table.Column<long>(type: "bigint", nullable: false),
                    Count = table.Column<int>(type: "int", nullable: false),
                    ContentSealed = table.Column<byte[]>(type: "varbinary(max)", nullable: false)
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
                    SubmissionId = table.Column<byte[]>(type: "binary(16)", maxLength: 16, nullable: false),
                    Position = table.Column<long>(type: "bigint", nullable: false),
                    Record = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Problem = table.Column<byte>(type: "tinyint", nullable: false)
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
