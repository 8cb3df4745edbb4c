using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CitizenAccount.Service.Platform.Storage.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class Cases : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ObjectionCounts",
                columns: table => new
                {
                    Scope = table.Column<string>(type: "nvarchar(110)", maxLength: 110, nullable: false),
                    DueOn = table.Column<DateOnly>(type: "date", nullable: false),
                    StartedOn = table.Column<DateOnly>(type: "date", nullable: false),
                    Held = table.Column<bool>(type: "bit", nullable: false),
                    Waiting = table.Column<bool>(type: "bit", nullable: false),
                    Shard = table.Column<byte>(type: "tinyint", nullable: false),
                    Cases = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ObjectionCounts", x => new { x.Scope, x.DueOn, x.StartedOn, x.Held, x.Waiting, x.Shard });
                });

            migrationBuilder.CreateTable(
                name: "Objections",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "binary(16)", maxLength: 16, nullable: false),
                    Number = table.Column<string>(type: "varchar(16)", unicode: false, maxLength: 16, nullable: false),
                    HouseholdId = table.Column<byte[]>(type: "binary(16)", maxLength: 16, nullable: false),
                    Member = table.Column<int>(type: "int", nullable: false),
                    Kind = table.Column<byte>(type: "tinyint", nullable: false),
                    Month = table.Column<int>(type: "int", nullable: false),
                    OpenMonth = table.Column<int>(type: "int", nullable: true),
                    Problem = table.Column<byte>(type: "tinyint", nullable: false),
                    Grounds = table.Column<long>(type: "bigint", nullable: false),
                    ContentSealed = table.Column<byte[]>(type: "varbinary(max)", nullable: false),
                    State = table.Column<byte>(type: "tinyint", nullable: false),
                    WithSupervisor = table.Column<bool>(type: "bit", nullable: false),
                    Queue = table.Column<byte>(type: "tinyint", nullable: false),
                    Assignee = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    Channel = table.Column<byte>(type: "tinyint", nullable: false),
                    FiledAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    StartedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    StartedOn = table.Column<DateOnly>(type: "date", nullable: false),
                    WorkingDays = table.Column<int>(type: "int", nullable: false),
                    DueOn = table.Column<DateOnly>(type: "date", nullable: false),
                    CalendarMark = table.Column<int>(type: "int", nullable: false),
                    DecidedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    EndedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    BreachedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Ticket = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: true),
                    Events = table.Column<int>(type: "int", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Objections", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Tickets",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "binary(16)", maxLength: 16, nullable: false),
                    Number = table.Column<string>(type: "varchar(16)", unicode: false, maxLength: 16, nullable: false),
                    HouseholdId = table.Column<byte[]>(type: "binary(16)", maxLength: 16, nullable: true),
                    AccountId = table.Column<byte[]>(type: "binary(16)", maxLength: 16, nullable: true),
                    PersonIndex = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    PersonCount = table.Column<int>(type: "int", nullable: false),
                    MobileIndex = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    MobileCount = table.Column<int>(type: "int", nullable: false),
                    MatterIndex = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    ApplicantSealed = table.Column<byte[]>(type: "varbinary(1000)", maxLength: 1000, nullable: true),
                    Kind = table.Column<byte>(type: "tinyint", nullable: false),
                    State = table.Column<byte>(type: "tinyint", nullable: false),
                    TextSealed = table.Column<byte[]>(type: "varbinary(max)", nullable: false),
                    Unit = table.Column<string>(type: "varchar(32)", unicode: false, maxLength: 32, nullable: false),
                    Assignee = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: true),
                    Channel = table.Column<byte>(type: "tinyint", nullable: false),
                    OpenedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    EndedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    WorkingDays = table.Column<int>(type: "int", nullable: false),
                    Pauses = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    DueOn = table.Column<DateOnly>(type: "date", nullable: false),
                    CalendarMark = table.Column<int>(type: "int", nullable: false),
                    BreachedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    ResolutionSealed = table.Column<byte[]>(type: "varbinary(max)", nullable: true),
                    ReferredTo = table.Column<string>(type: "varchar(100)", unicode: false, maxLength: 100, nullable: true),
                    Entries = table.Column<int>(type: "int", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Tickets", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ObjectionEffects",
                columns: table => new
                {
                    ObjectionId = table.Column<byte[]>(type: "binary(16)", maxLength: 16, nullable: false),
                    Month = table.Column<int>(type: "int", nullable: false),
                    Compensates = table.Column<bool>(type: "bit", nullable: false),
                    DoneAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Changed = table.Column<bool>(type: "bit", nullable: false),
                    Raised = table.Column<bool>(type: "bit", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ObjectionEffects", x => new { x.ObjectionId, x.Month });
                    table.ForeignKey(
                        name: "FK_ObjectionEffects_Objections_ObjectionId",
                        column: x => x.ObjectionId,
                        principalTable: "Objections",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ObjectionEvents",
                columns: table => new
                {
                    ObjectionId = table.Column<byte[]>(type: "binary(16)", maxLength: 16, nullable: false),
                    Number = table.Column<int>(type: "int", nullable: false),
                    Kind = table.Column<byte>(type: "tinyint", nullable: false),
                    Actor = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    Role = table.Column<byte>(type: "tinyint", nullable: false),
                    Channel = table.Column<byte>(type: "tinyint", nullable: false),
                    DetailSealed = table.Column<byte[]>(type: "varbinary(max)", nullable: true),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ObjectionEvents", x => new { x.ObjectionId, x.Number });
                    table.ForeignKey(
                        name: "FK_ObjectionEvents_Objections_ObjectionId",
                        column: x => x.ObjectionId,
                        principalTable: "Objections",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "TicketAttachments",
                columns: table => new
                {
                    TicketId = table.Column<byte[]>(type: "binary(16)", maxLength: 16, nullable: false),
                    Entry = table.Column<int>(type: "int", nullable: false),
                    Position = table.Column<int>(type: "int", nullable: false),
                    FileNameSealed = table.Column<byte[]>(type: "varbinary(1000)", maxLength: 1000, nullable: false),
                    SizeBytes = table.Column<int>(type: "int", nullable: false),
                    Scanned = table.Column<bool>(type: "bit", nullable: false),
                    ContentSealed = table.Column<byte[]>(type: "varbinary(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TicketAttachments", x => new { x.TicketId, x.Entry, x.Position });
                    table.ForeignKey(
                        name: "FK_TicketAttachments_Tickets_TicketId",
                        column: x => x.TicketId,
                        principalTable: "Tickets",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "TicketEntries",
                columns: table => new
                {
                    TicketId = table.Column<byte[]>(type: "binary(16)", maxLength: 16, nullable: false),
                    Number = table.Column<int>(type: "int", nullable: false),
                    Kind = table.Column<byte>(type: "tinyint", nullable: false),
                    Actor = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    Role = table.Column<byte>(type: "tinyint", nullable: false),
                    Channel = table.Column<byte>(type: "tinyint", nullable: false),
                    Internal = table.Column<bool>(type: "bit", nullable: false),
                    TextSealed = table.Column<byte[]>(type: "varbinary(max)", nullable: true),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TicketEntries", x => new { x.TicketId, x.Number });
                    table.ForeignKey(
                        name: "FK_TicketEntries_Tickets_TicketId",
                        column: x => x.TicketId,
                        principalTable: "Tickets",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_ObjectionEffects_DoneAt",
                table: "ObjectionEffects",
                column: "DoneAt",
                filter: "\"DoneAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Objections_Assignee_DueOn_Id",
                table: "Objections",
                columns: new[] { "Assignee", "DueOn", "Id" },
                filter: "\"EndedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Objections_DueOn_Id",
                table: "Objections",
                columns: new[] { "DueOn", "Id" },
                filter: "\"EndedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Objections_HouseholdId_Id",
                table: "Objections",
                columns: new[] { "HouseholdId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Objections_HouseholdId_Kind_OpenMonth",
                table: "Objections",
                columns: new[] { "HouseholdId", "Kind", "OpenMonth" },
                unique: true,
                filter: "\"OpenMonth\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Objections_Number",
                table: "Objections",
                column: "Number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Objections_Queue_DueOn_Id",
                table: "Objections",
                columns: new[] { "Queue", "DueOn", "Id" },
                filter: "\"EndedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Tickets_AccountId_Id",
                table: "Tickets",
                columns: new[] { "AccountId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Tickets_MobileIndex_MobileCount",
                table: "Tickets",
                columns: new[] { "MobileIndex", "MobileCount" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Tickets_Number",
                table: "Tickets",
                column: "Number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Tickets_PersonIndex_PersonCount",
                table: "Tickets",
                columns: new[] { "PersonIndex", "PersonCount" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Tickets_Unit_DueOn_Id",
                table: "Tickets",
                columns: new[] { "Unit", "DueOn", "Id" },
                filter: "\"EndedAt\" IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ObjectionCounts");

            migrationBuilder.DropTable(
                name: "ObjectionEffects");

            migrationBuilder.DropTable(
                name: "ObjectionEvents");

            migrationBuilder.DropTable(
                name: "TicketAttachments");

            migrationBuilder.DropTable(
                name: "TicketEntries");

            migrationBuilder.DropTable(
                name: "Objections");

            migrationBuilder.DropTable(
                name: "Tickets");
        }
    }
}
