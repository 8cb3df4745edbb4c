using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

#pragma warning disable CA1814 // Prefer jagged arrays over multidimensional

namespace CitizenAccount.Service.Platform.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Payments : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "BankFiles",
                columns: table => new
                {
                    Batch = table.Column<int>(type: "INTEGER", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    MessageId = table.Column<string>(type: "TEXT", maxLength: 35, nullable: false),
                    BankCode = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    FirstInstruction = table.Column<int>(type: "INTEGER", nullable: false),
                    LastInstruction = table.Column<int>(type: "INTEGER", nullable: false),
                    Lines = table.Column<int>(type: "INTEGER", nullable: false),
                    Total = table.Column<long>(type: "INTEGER", nullable: false),
                    SizeBytes = table.Column<long>(type: "INTEGER", nullable: false),
                    ContentHash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    DropStartedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    InquiredAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ExportedAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BankFiles", x => new { x.Batch, x.Number });
                });

            migrationBuilder.CreateTable(
                name: "BankReportRefusals",
                columns: table => new
                {
                    ReportId = table.Column<byte[]>(type: "BLOB", maxLength: 16, nullable: false),
                    Line = table.Column<int>(type: "INTEGER", nullable: false),
                    Instruction = table.Column<string>(type: "TEXT", maxLength: 35, nullable: false),
                    Problem = table.Column<byte>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BankReportRefusals", x => new { x.ReportId, x.Line });
                });

            migrationBuilder.CreateTable(
                name: "BankReports",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", maxLength: 16, nullable: false),
                    Kind = table.Column<byte>(type: "INTEGER", nullable: false),
                    MessageId = table.Column<string>(type: "TEXT", maxLength: 35, nullable: false),
                    ContentHash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    Lines = table.Column<int>(type: "INTEGER", nullable: false),
                    LinesDone = table.Column<int>(type: "INTEGER", nullable: false),
                    Settled = table.Column<int>(type: "INTEGER", nullable: false),
                    Accepted = table.Column<int>(type: "INTEGER", nullable: false),
                    Returned = table.Column<int>(type: "INTEGER", nullable: false),
                    Repeated = table.Column<int>(type: "INTEGER", nullable: false),
                    Refused = table.Column<int>(type: "INTEGER", nullable: false),
                    SettledTotal = table.Column<long>(type: "INTEGER", nullable: false),
                    ReturnedTotal = table.Column<long>(type: "INTEGER", nullable: false),
                    ImportedBy = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    ImportedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BankReports", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "JournalAnchors",
                columns: table => new
                {
                    Day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    FirstSequence = table.Column<long>(type: "INTEGER", nullable: false),
                    LastSequence = table.Column<long>(type: "INTEGER", nullable: false),
                    Root = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_JournalAnchors", x => x.Day);
                });

            migrationBuilder.CreateTable(
                name: "JournalBlocks",
                columns: table => new
                {
                    Day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Index = table.Column<int>(type: "INTEGER", nullable: false),
                    Root = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_JournalBlocks", x => new { x.Day, x.Index });
                });

            migrationBuilder.CreateTable(
                name: "JournalEntries",
                columns: table => new
                {
                    Sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    RecordedTicks = table.Column<long>(type: "INTEGER", nullable: false),
                    Kind = table.Column<byte>(type: "INTEGER", nullable: false),
                    Month = table.Column<int>(type: "INTEGER", nullable: false),
                    HouseholdId = table.Column<byte[]>(type: "BLOB", maxLength: 16, nullable: false),
                    Source = table.Column<byte>(type: "INTEGER", nullable: false),
                    Target = table.Column<byte>(type: "INTEGER", nullable: false),
                    Amount = table.Column<long>(type: "INTEGER", nullable: false),
                    Batch = table.Column<int>(type: "INTEGER", nullable: true),
                    Instruction = table.Column<int>(type: "INTEGER", nullable: true),
                    Corrects = table.Column<long>(type: "INTEGER", nullable: true),
                    Reference = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    PreviousHash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    Hash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_JournalEntries", x => x.Sequence);
                });

            migrationBuilder.CreateTable(
                name: "JournalHeads",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    Turn = table.Column<long>(type: "INTEGER", nullable: false),
                    Sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    Hash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    BrokenInvariant = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_JournalHeads", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "OverpaidMonths",
                columns: table => new
                {
                    RecoveryId = table.Column<byte[]>(type: "BLOB", maxLength: 16, nullable: false),
                    Month = table.Column<int>(type: "INTEGER", nullable: false),
                    HouseholdId = table.Column<byte[]>(type: "BLOB", maxLength: 16, nullable: false),
                    Paid = table.Column<long>(type: "INTEGER", nullable: false),
                    Due = table.Column<long>(type: "INTEGER", nullable: false),
                    Decision = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Source = table.Column<byte>(type: "INTEGER", nullable: false),
                    Counts = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OverpaidMonths", x => new { x.RecoveryId, x.Month });
                });

            migrationBuilder.CreateTable(
                name: "PaymentBatches",
                columns: table => new
                {
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Month = table.Column<int>(type: "INTEGER", nullable: false),
                    Kind = table.Column<byte>(type: "INTEGER", nullable: false),
                    Slot = table.Column<int>(type: "INTEGER", nullable: false),
                    State = table.Column<byte>(type: "INTEGER", nullable: false),
                    PaymentDate = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Cursor = table.Column<byte[]>(type: "BLOB", maxLength: 16, nullable: false),
                    LinesMade = table.Column<bool>(type: "INTEGER", nullable: false),
                    Lines = table.Column<int>(type: "INTEGER", nullable: false),
                    Total = table.Column<long>(type: "INTEGER", nullable: false),
                    RegularLines = table.Column<int>(type: "INTEGER", nullable: false),
                    RegularTotal = table.Column<long>(type: "INTEGER", nullable: false),
                    CompensationLines = table.Column<int>(type: "INTEGER", nullable: false),
                    CompensationTotal = table.Column<long>(type: "INTEGER", nullable: false),
                    RecoveryLines = table.Column<int>(type: "INTEGER", nullable: false),
                    RecoveryTotal = table.Column<long>(type: "INTEGER", nullable: false),
                    HeldHouseholds = table.Column<int>(type: "INTEGER", nullable: false),
                    SentThrough = table.Column<int>(type: "INTEGER", nullable: false),
                    Settled = table.Column<int>(type: "INTEGER", nullable: false),
                    Returned = table.Column<int>(type: "INTEGER", nullable: false),
                    Voided = table.Column<int>(type: "INTEGER", nullable: false),
                    Accepted = table.Column<int>(type: "INTEGER", nullable: false),
                    Unknown = table.Column<int>(type: "INTEGER", nullable: false),
                    SettledTotal = table.Column<long>(type: "INTEGER", nullable: false),
                    ReturnedTotal = table.Column<long>(type: "INTEGER", nullable: false),
                    LinesHash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    PreparedBy = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    ApprovedBy = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    ReleasedBy = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    PreparedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    SealedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ApprovedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ReleasedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ReconciledAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false),
                    Owner = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    LeaseUntil = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PaymentBatches", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "PaymentFeedCursors",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    Sequence = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PaymentFeedCursors", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "PaymentHolds",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", maxLength: 16, nullable: false),
                    HouseholdId = table.Column<byte[]>(type: "BLOB", maxLength: 16, nullable: false),
                    Cause = table.Column<byte>(type: "INTEGER", nullable: false),
                    NoteSealed = table.Column<byte[]>(type: "BLOB", maxLength: 8000, nullable: false),
                    PlacedBy = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    PlacedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ReleasedBy = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    ReleasedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ReleaseNoteSealed = table.Column<byte[]>(type: "BLOB", maxLength: 8000, nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PaymentHolds", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "PaymentInstructions",
                columns: table => new
                {
                    Batch = table.Column<int>(type: "INTEGER", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    HouseholdId = table.Column<byte[]>(type: "BLOB", maxLength: 16, nullable: false),
                    Month = table.Column<int>(type: "INTEGER", nullable: false),
                    Amount = table.Column<long>(type: "INTEGER", nullable: false),
                    State = table.Column<byte>(type: "INTEGER", nullable: false),
                    IbanSealed = table.Column<byte[]>(type: "BLOB", maxLength: 128, nullable: false),
                    BankCode = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    Ending = table.Column<string>(type: "TEXT", maxLength: 4, nullable: false),
                    BankStatus = table.Column<string>(type: "TEXT", maxLength: 35, nullable: false),
                    ChangedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    SettledAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    PreviousBatch = table.Column<int>(type: "INTEGER", nullable: true),
                    PreviousNumber = table.Column<int>(type: "INTEGER", nullable: true),
                    Replaced = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PaymentInstructions", x => new { x.Batch, x.Number });
                });

            migrationBuilder.CreateTable(
                name: "PaymentLines",
                columns: table => new
                {
                    HouseholdId = table.Column<byte[]>(type: "BLOB", maxLength: 16, nullable: false),
                    Month = table.Column<int>(type: "INTEGER", nullable: false),
                    Kind = table.Column<byte>(type: "INTEGER", nullable: false),
                    Cause = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Amount = table.Column<long>(type: "INTEGER", nullable: false),
                    Held = table.Column<bool>(type: "INTEGER", nullable: false),
                    PaidMonth = table.Column<int>(type: "INTEGER", nullable: false),
                    Batch = table.Column<int>(type: "INTEGER", nullable: true),
                    Instruction = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PaymentLines", x => new { x.HouseholdId, x.Month, x.Kind, x.Cause });
                });

            migrationBuilder.CreateTable(
                name: "Recoveries",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", maxLength: 16, nullable: false),
                    HouseholdId = table.Column<byte[]>(type: "BLOB", maxLength: 16, nullable: false),
                    State = table.Column<byte>(type: "INTEGER", nullable: false),
                    Total = table.Column<long>(type: "INTEGER", nullable: false),
                    Recovered = table.Column<long>(type: "INTEGER", nullable: false),
                    SharePercent = table.Column<int>(type: "INTEGER", nullable: false),
                    CauseArabic = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    CauseEnglish = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    NoticeAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Notice = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    ClosesOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    Objection = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    OpenedBy = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    DecidedBy = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    OpenedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    DecidedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Recoveries", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RedecisionsSeen",
                columns: table => new
                {
                    HouseholdId = table.Column<byte[]>(type: "BLOB", maxLength: 16, nullable: false),
                    Month = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Reference = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Due = table.Column<long>(type: "INTEGER", nullable: false),
                    Added = table.Column<long>(type: "INTEGER", nullable: false),
                    Overpaid = table.Column<long>(type: "INTEGER", nullable: false),
                    SeenAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RedecisionsSeen", x => new { x.HouseholdId, x.Month, x.Version });
                });

            migrationBuilder.InsertData(
                table: "JournalHeads",
                columns: new[] { "Id", "BrokenInvariant", "Hash", "Sequence", "Turn" },
                values: new object[] { 1, 0, new byte[] { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }, 0L, 0L });

            migrationBuilder.InsertData(
                table: "PaymentFeedCursors",
                columns: new[] { "Id", "Sequence" },
                values: new object[,]
                {
                    { 1, 0L },
                    { 2, 0L }
                });

            migrationBuilder.CreateIndex(
                name: "IX_BankFiles_MessageId",
                table: "BankFiles",
                column: "MessageId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_BankReports_ContentHash_Kind",
                table: "BankReports",
                columns: new[] { "ContentHash", "Kind" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_JournalAnchors_LastSequence",
                table: "JournalAnchors",
                column: "LastSequence",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_JournalEntries_Batch_Instruction_Kind",
                table: "JournalEntries",
                columns: new[] { "Batch", "Instruction", "Kind" },
                unique: true,
                filter: "\"Instruction\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_JournalEntries_HouseholdId_Sequence",
                table: "JournalEntries",
                columns: new[] { "HouseholdId", "Sequence" });

            migrationBuilder.CreateIndex(
                name: "IX_OverpaidMonths_HouseholdId_Month",
                table: "OverpaidMonths",
                columns: new[] { "HouseholdId", "Month" },
                unique: true,
                filter: "\"Counts\" = 1");

            migrationBuilder.CreateIndex(
                name: "IX_PaymentBatches_Month_Kind_Slot",
                table: "PaymentBatches",
                columns: new[] { "Month", "Kind", "Slot" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_PaymentHolds_HouseholdId_Cause",
                table: "PaymentHolds",
                columns: new[] { "HouseholdId", "Cause" },
                unique: true,
                filter: "\"ReleasedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_PaymentInstructions_HouseholdId_Month",
                table: "PaymentInstructions",
                columns: new[] { "HouseholdId", "Month" });

            migrationBuilder.CreateIndex(
                name: "IX_PaymentInstructions_PreviousBatch_PreviousNumber",
                table: "PaymentInstructions",
                columns: new[] { "PreviousBatch", "PreviousNumber" },
                unique: true,
                filter: "\"PreviousNumber\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_PaymentInstructions_Unpaid",
                table: "PaymentInstructions",
                column: "HouseholdId",
                filter: "\"State\" >= 6 AND \"Replaced\" = 0");

            migrationBuilder.CreateIndex(
                name: "IX_PaymentLines_HouseholdId",
                table: "PaymentLines",
                column: "HouseholdId",
                filter: "\"Batch\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Recoveries_HouseholdId",
                table: "Recoveries",
                column: "HouseholdId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "BankFiles");

            migrationBuilder.DropTable(
                name: "BankReportRefusals");

            migrationBuilder.DropTable(
                name: "BankReports");

            migrationBuilder.DropTable(
                name: "JournalAnchors");

            migrationBuilder.DropTable(
                name: "JournalBlocks");

            migrationBuilder.DropTable(
                name: "JournalEntries");

            migrationBuilder.DropTable(
                name: "JournalHeads");

            migrationBuilder.DropTable(
                name: "OverpaidMonths");

            migrationBuilder.DropTable(
                name: "PaymentBatches");

            migrationBuilder.DropTable(
                name: "PaymentFeedCursors");

            migrationBuilder.DropTable(
                name: "PaymentHolds");

            migrationBuilder.DropTable(
                name: "PaymentInstructions");

            migrationBuilder.DropTable(
                name: "PaymentLines");

            migrationBuilder.DropTable(
                name: "Recoveries");

            migrationBuilder.DropTable(
                name: "RedecisionsSeen");
        }
    }
}
