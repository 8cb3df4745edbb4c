using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CitizenAccount.Service.Platform.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class PaymentObjections : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "PaymentObjections",
                columns: table => new
                {
                    HouseholdId = table.Column<byte[]>(type: "BLOB", maxLength: 16, nullable: false),
                    Objection = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Month = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PaymentObjections", x => new { x.HouseholdId, x.Objection });
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "PaymentObjections");
        }
    }
}
