using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CitizenAccount.Service.Platform.Storage.Migrations.SqlServer
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
                    Id = table.Column<byte[]>(type: "binary(16)", maxLength: 16, nullable: false),
                    HouseholdId = table.Column<byte[]>(type: "binary(16)", maxLength: 16, nullable: false),
                    NationalIdIndex = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    MobileIndex = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    PersonSealed = table.Column<byte[]>(type: "varbinary(1000)", maxLength: 1000, nullable: false),
                    ContactSealed = table.Column<byte[]>(type: "varbinary(1000)", maxLength: 1000, nullable: false),
                    Standing = table.Column<byte>(type: "tinyint", nullable: false),
                    PasswordHash = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    TermsVersion = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    Language = table.Column<byte>(type: "tinyint", nullable: false),
                    RegisteredAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    ClosedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    MemberOf = table.Column<byte[]>(type: "binary(16)", maxLength: 16, nullable: true),
                    MemberPosition = table.Column<int>(type: "int", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Accounts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Messages",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "binary(16)", maxLength: 16, nullable: false),
                    AccountId = table.Column<byte[]>(type: "binary(16)", maxLength: 16, nullable: true),
                    Kind = table.Column<short>(type: "smallint", nullable: false),
                    ContentSealed = table.Column<byte[]>(type: "varbinary(8000)", maxLength: 8000, nullable: false),
                    Language = table.Column<byte>(type: "tinyint", nullable: false),
                    Subject = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    DispatchedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    ReadAt = table.Column<DateTime>(type: "datetime2", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Messages", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Requests",
                columns: table => new
                {
                    Caller = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    RequestId = table.Column<byte[]>(type: "binary(16)", maxLength: 16, nullable: false),
                    Call = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Fields = table.Column<byte[]>(type: "varbinary(1000)", maxLength: 1000, nullable: false),
                    AnswerSealed = table.Column<byte[]>(type: "varbinary(max)", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    AnsweredUntil = table.Column<DateTime>(type: "datetime2", nullable: true),
                    KeptUntil = table.Column<DateTime>(type: "datetime2", nullable: true)
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
