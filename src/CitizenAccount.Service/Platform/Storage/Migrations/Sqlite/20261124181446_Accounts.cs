using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CitizenAccount.Service.Platform.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Accounts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Accounts",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", maxLength: 16, nullable: false),
                    HouseholdId = table.Column<byte[]>(type: "BLOB", maxLength: 16, nullable: false),
                    NationalIdIndex = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    MobileIndex = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    PersonSealed = table.Column<byte[]>(type: "BLOB", maxLength: 1000, nullable: false),
                    ContactSealed = table.Column<byte[]>(type: "BLOB", maxLength: 1000, nullable: false),
                    Standing = table.Column<byte>(type: "INTEGER", nullable: false),
                    PasswordHash = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    TermsVersion = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Language = table.Column<byte>(type: "INTEGER", nullable: false),
                    RegisteredAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ClosedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    MemberOf = table.Column<byte[]>(type: "BLOB", maxLength: 16, nullable: true),
                    MemberPosition = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Accounts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Messages",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", maxLength: 16, nullable: false),
                    AccountId = table.Column<byte[]>(type: "BLOB", maxLength: 16, nullable: true),
                    Kind = table.Column<short>(type: "INTEGER", nullable: false),
                    ContentSealed = table.Column<byte[]>(type: "BLOB", maxLength: 8000, nullable: false),
                    Language = table.Column<byte>(type: "INTEGER", nullable: false),
                    Subject = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    DispatchedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ReadAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Messages", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Requests",
                columns: table => new
                {
                    Caller = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    RequestId = table.Column<byte[]>(type: "BLOB", maxLength: 16, nullable: false),
                    Call = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Fields = table.Column<byte[]>(type: "BLOB", maxLength: 1000, nullable: false),
                    AnswerSealed = table.Column<byte[]>(type: "BLOB", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    AnsweredUntil = table.Column<DateTime>(type: "TEXT", nullable: true),
                    KeptUntil = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Requests", x => new { x.Caller, x.RequestId });
                });

            migrationBuilder.CreateIndex(
                name: "IX_Accounts_HouseholdId",
                table: "Accounts",
                column: "HouseholdId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Accounts_MobileIndex",
                table: "Accounts",
                column: "MobileIndex");

            migrationBuilder.CreateIndex(
                name: "IX_Accounts_NationalIdIndex",
                table: "Accounts",
                column: "NationalIdIndex",
                unique: true,
                filter: "\"ClosedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Messages_AccountId_Id",
                table: "Messages",
                columns: new[] { "AccountId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Messages_DispatchedAt",
                table: "Messages",
                column: "DispatchedAt",
                filter: "\"DispatchedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Requests_KeptUntil",
                table: "Requests",
                column: "KeptUntil");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Accounts");

            migrationBuilder.DropTable(
                name: "Messages");

            migrationBuilder.DropTable(
                name: "Requests");
        }
    }
}
