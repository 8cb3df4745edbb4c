using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CitizenAccount.Service.Platform.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Verifications : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "VerificationCursors",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    Sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    Day = table.Column<DateOnly>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_VerificationCursors", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "VerificationQuestions",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", maxLength: 16, nullable: false),
                    Partner = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    HouseholdId = table.Column<byte[]>(type: "BLOB", maxLength: 16, nullable: false),
                    Member = table.Column<int>(type: "INTEGER", nullable: false),
                    About = table.Column<byte>(type: "INTEGER", nullable: false),
                    Month = table.Column<int>(type: "INTEGER", nullable: false),
                    State = table.Column<byte>(type: "INTEGER", nullable: false),
                    AskedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    WaitingSince = table.Column<DateTime>(type: "TEXT", nullable: false),
                    AnswerBy = table.Column<DateTime>(type: "TEXT", nullable: false),
                    NotBefore = table.Column<DateTime>(type: "TEXT", nullable: false),
                    LeasedBy = table.Column<byte[]>(type: "BLOB", maxLength: 16, nullable: true),
                    LeasedUntil = table.Column<DateTime>(type: "TEXT", nullable: true),
                    AnsweredAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    AnswerIndex = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: true),
                    Value = table.Column<long>(type: "INTEGER", nullable: true),
                    ObservedOn = table.Column<DateOnly>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_VerificationQuestions", x => x.Id);
                });

            migrationBuilder.InsertData(
                table: "VerificationCursors",
                columns: new[] { "Id", "Day", "Sequence" },
                values: new object[] { 1, new DateOnly(2017, 12, 1), 0L });

            migrationBuilder.CreateIndex(
                name: "IX_VerificationQuestions_HouseholdId_Member_About_Partner",
                table: "VerificationQuestions",
                columns: new[] { "HouseholdId", "Member", "About", "Partner" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_VerificationQuestions_LeasedBy",
                table: "VerificationQuestions",
                column: "LeasedBy");

            migrationBuilder.CreateIndex(
                name: "IX_VerificationQuestions_Partner_State_NotBefore",
                table: "VerificationQuestions",
                columns: new[] { "Partner", "State", "NotBefore" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "VerificationCursors");

            migrationBuilder.DropTable(
                name: "VerificationQuestions");
        }
    }
}
