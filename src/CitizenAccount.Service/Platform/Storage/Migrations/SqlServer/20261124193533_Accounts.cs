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
            migrationBuilder.DropIndex(
                name: "IX_Members_NationalIdIndex",
                table: "Members");

            migrationBuilder.AddColumn<byte[]>(
                name: "CountedIndex",
                table: "Members",
                type: "varbinary(32)",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "Positions",
                table: "HouseholdFacts",
                type: "varbinary(64)",
                maxLength: 64,
                nullable: true);

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
                    ClosingCauseSealed = table.Column<byte[]>(type: "varbinary(4100)", maxLength: 4100, nullable: true),
                    MemberOf = table.Column<byte[]>(type: "binary(16)", maxLength: 16, nullable: true),
                    MemberPosition = table.Column<int>(type: "int", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Accounts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ApplicationEvents",
                columns: table => new
                {
                    HouseholdId = table.Column<byte[]>(type: "binary(16)", maxLength: 16, nullable: false),
                    Number = table.Column<int>(type: "int", nullable: false),
                    Kind = table.Column<byte>(type: "tinyint", nullable: false),
                    Day = table.Column<DateOnly>(type: "date", nullable: false),
                    RecordedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Member = table.Column<int>(type: "int", nullable: false),
                    ServedMonth = table.Column<int>(type: "int", nullable: true),
                    Role = table.Column<byte>(type: "tinyint", nullable: false),
                    Channel = table.Column<byte>(type: "tinyint", nullable: false),
                    DetailSealed = table.Column<byte[]>(type: "varbinary(8000)", maxLength: 8000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ApplicationEvents", x => new { x.HouseholdId, x.Number });
                    table.ForeignKey(
                        name: "FK_ApplicationEvents_Households_HouseholdId",
                        column: x => x.HouseholdId,
                        principalTable: "Households",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Applications",
                columns: table => new
                {
                    HouseholdId = table.Column<byte[]>(type: "binary(16)", maxLength: 16, nullable: false),
                    State = table.Column<byte>(type: "tinyint", nullable: false),
                    SubmittedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    ContentSealed = table.Column<byte[]>(type: "varbinary(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Applications", x => x.HouseholdId);
                    table.ForeignKey(
                        name: "FK_Applications_Households_HouseholdId",
                        column: x => x.HouseholdId,
                        principalTable: "Households",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Attempts",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "binary(16)", maxLength: 16, nullable: false),
                    Key = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Attempts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Codes",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "binary(16)", maxLength: 16, nullable: false),
                    Purpose = table.Column<byte>(type: "tinyint", nullable: false),
                    AccountId = table.Column<byte[]>(type: "binary(16)", maxLength: 16, nullable: true),
                    Hash = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    OldHash = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: true),
                    ContentSealed = table.Column<byte[]>(type: "varbinary(1000)", maxLength: 1000, nullable: false),
                    Attempts = table.Column<int>(type: "int", nullable: false),
                    ExpiresAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    UsedAt = table.Column<DateTime>(type: "datetime2", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Codes", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Deliveries",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "binary(16)", maxLength: 16, nullable: false),
                    MessageId = table.Column<byte[]>(type: "binary(16)", maxLength: 16, nullable: false),
                    Channel = table.Column<byte>(type: "tinyint", nullable: false),
                    DeviceId = table.Column<byte[]>(type: "binary(16)", maxLength: 16, nullable: false),
                    AddressSealed = table.Column<byte[]>(type: "varbinary(600)", maxLength: 600, nullable: false),
                    Language = table.Column<byte>(type: "tinyint", nullable: false),
                    State = table.Column<byte>(type: "tinyint", nullable: false),
                    Attempts = table.Column<int>(type: "int", nullable: false),
                    ChangedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    NextAttemptAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    GiveUpAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    LeasedUntil = table.Column<DateTime>(type: "datetime2", nullable: true),
                    LeasedBy = table.Column<byte[]>(type: "binary(16)", maxLength: 16, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Deliveries", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Devices",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "binary(16)", maxLength: 16, nullable: false),
                    AccountId = table.Column<byte[]>(type: "binary(16)", maxLength: 16, nullable: false),
                    Platform = table.Column<byte>(type: "tinyint", nullable: false),
                    Model = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    TokenSealed = table.Column<byte[]>(type: "varbinary(max)", maxLength: 17000, nullable: false),
                    TokenIndex = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    RegisteredAt = table.Column<DateTime>(type: "datetime2", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Devices", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Documents",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "binary(16)", maxLength: 16, nullable: false),
                    HouseholdId = table.Column<byte[]>(type: "binary(16)", maxLength: 16, nullable: false),
                    Number = table.Column<int>(type: "int", nullable: false),
                    Kind = table.Column<byte>(type: "tinyint", nullable: false),
                    Member = table.Column<int>(type: "int", nullable: false),
                    Format = table.Column<byte>(type: "tinyint", nullable: false),
                    SizeBytes = table.Column<int>(type: "int", nullable: false),
                    State = table.Column<byte>(type: "tinyint", nullable: false),
                    Scan = table.Column<byte>(type: "tinyint", nullable: false),
                    ContentIndex = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    DescriptionSealed = table.Column<byte[]>(type: "varbinary(1000)", maxLength: 1000, nullable: false),
                    RefusalSealed = table.Column<byte[]>(type: "varbinary(8000)", maxLength: 8000, nullable: true),
                    UploadedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    ReadAt = table.Column<DateTime>(type: "datetime2", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Documents", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "FactsTurns",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false),
                    Turn = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FactsTurns", x => x.Id);
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
                name: "NafathSignIns",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "binary(16)", maxLength: 16, nullable: false),
                    RequestId = table.Column<byte[]>(type: "binary(16)", maxLength: 16, nullable: false),
                    HandleIndex = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    PersonIndex = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    ContentSealed = table.Column<byte[]>(type: "varbinary(1000)", maxLength: 1000, nullable: false),
                    Standing = table.Column<byte>(type: "tinyint", nullable: false),
                    StartedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    ExpiresAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    AskedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    EndedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_NafathSignIns", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Preferences",
                columns: table => new
                {
                    AccountId = table.Column<byte[]>(type: "binary(16)", maxLength: 16, nullable: false),
                    Language = table.Column<byte>(type: "tinyint", nullable: false),
                    Sms = table.Column<bool>(type: "bit", nullable: false),
                    Email = table.Column<bool>(type: "bit", nullable: false),
                    Push = table.Column<bool>(type: "bit", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Preferences", x => x.AccountId);
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

            migrationBuilder.CreateTable(
                name: "Revocations",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "binary(16)", maxLength: 16, nullable: false),
                    SessionId = table.Column<byte[]>(type: "binary(16)", maxLength: 16, nullable: true),
                    AccountId = table.Column<byte[]>(type: "binary(16)", maxLength: 16, nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Revocations", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "TemporaryPasswords",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "binary(16)", maxLength: 16, nullable: false),
                    AccountId = table.Column<byte[]>(type: "binary(16)", maxLength: 16, nullable: true),
                    Hash = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    Attempts = table.Column<int>(type: "int", nullable: false),
                    ExpiresAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    UsedAt = table.Column<DateTime>(type: "datetime2", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TemporaryPasswords", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Sessions",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "binary(16)", maxLength: 16, nullable: false),
                    AccountId = table.Column<byte[]>(type: "binary(16)", maxLength: 16, nullable: false),
                    Method = table.Column<byte>(type: "tinyint", nullable: false),
                    Client = table.Column<string>(type: "nvarchar(50)", maxLength: 50, nullable: false),
                    Place = table.Column<string>(type: "nvarchar(50)", maxLength: 50, nullable: false),
                    SignedInAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    LastSeenAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    ExpiresAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    EndsAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    EndedAt = table.Column<DateTime>(type: "datetime2", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Sessions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Sessions_Accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "Accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "DocumentContents",
                columns: table => new
                {
                    DocumentId = table.Column<byte[]>(type: "binary(16)", maxLength: 16, nullable: false),
                    Part = table.Column<int>(type: "int", nullable: false),
                    ContentSealed = table.Column<byte[]>(type: "varbinary(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DocumentContents", x => new { x.DocumentId, x.Part });
                    table.ForeignKey(
                        name: "FK_DocumentContents_Documents_DocumentId",
                        column: x => x.DocumentId,
                        principalTable: "Documents",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "RefreshTokens",
                columns: table => new
                {
                    Hash = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    SessionId = table.Column<byte[]>(type: "binary(16)", maxLength: 16, nullable: false),
                    IssuedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    UsedAt = table.Column<DateTime>(type: "datetime2", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RefreshTokens", x => x.Hash);
                    table.ForeignKey(
                        name: "FK_RefreshTokens_Sessions_SessionId",
                        column: x => x.SessionId,
                        principalTable: "Sessions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.InsertData(
                table: "FactsTurns",
                columns: new[] { "Id", "Turn" },
                values: new object[] { 1, 0L });

            migrationBuilder.CreateIndex(
                name: "IX_Members_CountedIndex",
                table: "Members",
                column: "CountedIndex",
                unique: true,
                filter: "\"CountedIndex\" IS NOT NULL");

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
                name: "IX_Attempts_At",
                table: "Attempts",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_Attempts_Key_At",
                table: "Attempts",
                columns: new[] { "Key", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_Codes_ExpiresAt",
                table: "Codes",
                column: "ExpiresAt");

            migrationBuilder.CreateIndex(
                name: "IX_Deliveries_Channel_GiveUpAt",
                table: "Deliveries",
                columns: new[] { "Channel", "GiveUpAt" },
                filter: "\"State\" = 1");

            migrationBuilder.CreateIndex(
                name: "IX_Deliveries_MessageId_Channel_DeviceId",
                table: "Deliveries",
                columns: new[] { "MessageId", "Channel", "DeviceId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Devices_AccountId",
                table: "Devices",
                column: "AccountId");

            migrationBuilder.CreateIndex(
                name: "IX_Devices_TokenIndex",
                table: "Devices",
                column: "TokenIndex",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Documents_ContentIndex",
                table: "Documents",
                column: "ContentIndex",
                unique: true,
                filter: "\"State\" IN (1, 2)");

            migrationBuilder.CreateIndex(
                name: "IX_Documents_HouseholdId_Number",
                table: "Documents",
                columns: new[] { "HouseholdId", "Number" },
                unique: true);

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
                name: "IX_NafathSignIns_HandleIndex",
                table: "NafathSignIns",
                column: "HandleIndex",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_NafathSignIns_PersonIndex",
                table: "NafathSignIns",
                column: "PersonIndex",
                unique: true,
                filter: "\"EndedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_RefreshTokens_SessionId",
                table: "RefreshTokens",
                column: "SessionId");

            migrationBuilder.CreateIndex(
                name: "IX_Requests_KeptUntil",
                table: "Requests",
                column: "KeptUntil");

            migrationBuilder.CreateIndex(
                name: "IX_Revocations_At",
                table: "Revocations",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_Sessions_AccountId_Id",
                table: "Sessions",
                columns: new[] { "AccountId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_TemporaryPasswords_AccountId_ExpiresAt",
                table: "TemporaryPasswords",
                columns: new[] { "AccountId", "ExpiresAt" });

            migrationBuilder.CreateIndex(
                name: "IX_TemporaryPasswords_ExpiresAt",
                table: "TemporaryPasswords",
                column: "ExpiresAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ApplicationEvents");

            migrationBuilder.DropTable(
                name: "Applications");

            migrationBuilder.DropTable(
                name: "Attempts");

            migrationBuilder.DropTable(
                name: "Codes");

            migrationBuilder.DropTable(
                name: "Deliveries");

            migrationBuilder.DropTable(
                name: "Devices");

            migrationBuilder.DropTable(
                name: "DocumentContents");

            migrationBuilder.DropTable(
                name: "FactsTurns");

            migrationBuilder.DropTable(
                name: "Messages");

            migrationBuilder.DropTable(
                name: "NafathSignIns");

            migrationBuilder.DropTable(
                name: "Preferences");

            migrationBuilder.DropTable(
                name: "RefreshTokens");

            migrationBuilder.DropTable(
                name: "Requests");

            migrationBuilder.DropTable(
                name: "Revocations");

            migrationBuilder.DropTable(
                name: "TemporaryPasswords");

            migrationBuilder.DropTable(
                name: "Documents");

            migrationBuilder.DropTable(
                name: "Sessions");

            migrationBuilder.DropTable(
                name: "Accounts");

            migrationBuilder.DropIndex(
                name: "IX_Members_CountedIndex",
                table: "Members");

            migrationBuilder.DropColumn(
                name: "CountedIndex",
                table: "Members");

            migrationBuilder.DropColumn(
                name: "Positions",
                table: "HouseholdFacts");

            migrationBuilder.CreateIndex(
                name: "IX_Members_NationalIdIndex",
                table: "Members",
                column: "NationalIdIndex");
        }
    }
}
