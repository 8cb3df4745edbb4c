using System.Buffers.Binary;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Security;
using CitizenAccount.Service.Platform.Storage;
using YearMonth = CitizenAccount.Rules.Time.YearMonth;

namespace CitizenAccount.Service.Applications;

/// <summary>What may tie a household to another, without saying what it is.</summary>
/// <param name="Household">The household.</param>
/// <param name="Account">A keyed hash of the account a month is paid to; 0 when there is none.</param>
/// <param name="Address">A keyed hash of the national address; 0 when there is none.</param>
/// <param name="Region">First letter of the short address; 0 when it is not known.</param>
internal sealed record HouseholdTies(HouseholdId Household, ulong Account, ulong Address, byte Region);

/// <summary>Reads the accounts and addresses of many households at once, past the change tracker, as keyed hashes: what
/// leaves here can be compared and not read.</summary>
internal sealed class TieReads(BulkInsert bulk, ApplicationSeals seals, Sealing sealing)
{
    private const string Range =
        """
        SELECT house."Id", house."IbanSealed", app."ContentSealed"
        FROM "Households" AS house LEFT JOIN "Applications" AS app ON app."HouseholdId" = house."Id"
        WHERE house."Id" > @after AND house."Id" <= @through
        ORDER BY house."Id"
        """;

    private sealed record Stored(HouseholdId Household, byte[] Iban, byte[]? Content);

    /// <summary>The households after one and through another, in order.</summary>
    public async Task<IReadOnlyList<HouseholdTies>> ListAsync(
        YearMonth month, HouseholdId after, HouseholdId through, CancellationToken stop)
    {
        var stored = await ReadAsync(after, through, stop);
        var ties = new HouseholdTies[stored.Count];
        Parallel.For(0, ties.Length, i => ties[i] = Open(stored[i], month));
        return ties;
    }

    private async Task<List<Stored>> ReadAsync(HouseholdId after, HouseholdId through, CancellationToken stop)
    {
        var rows = new List<Stored>();
        var connection = await bulk.OpenAsync(stop);
        await using (connection)
        {
            using var command = connection.CreateCommand();
            command.CommandText = Range;
            command.Bind("@after", after.ToBytes());
            command.Bind("@through", through.ToBytes());
            var reader = await command.ExecuteReaderAsync(stop);
            await using (reader)
            {
                while (await reader.ReadAsync(stop))
                {
                    rows.Add(new Stored(
                        HouseholdId.FromBytes(reader.GetFieldValue<byte[]>(0)), reader.GetFieldValue<byte[]>(1),
                        reader.IsDBNull(2) ? null : reader.GetFieldValue<byte[]>(2)));
                }
            }
        }

        return rows;
    }

    private HouseholdTies Open(Stored row, YearMonth month)
    {
        if (row.Content is not { } content)
        {
            var alone = row.Iban.Length == 0 ? null : sealing.Open(row.Iban, $"iban/{row.Household.Name}");
            return new HouseholdTies(row.Household, HashOf("account", alone), 0, 0);
        }

        var ties = seals.OpenTies(row.Household, content);
        var address = ties.Address ?? DeclaredAddress.Empty;
        return new HouseholdTies(
            row.Household, HashOf("account", BankAccounts.For(ties.Accounts ?? [], month)?.Iban),
            HashOf("address", !address.IsWhole ? null : address.Short.Length > 0
                ? address.Short
                : $"{address.Building}/{address.PostalCode}/{address.Additional}"),
            address.Short.Length > 0 ? (byte)address.Short[0] : (byte)0);
    }

    private ulong HashOf(string what, string? value) => string.IsNullOrEmpty(value)
        ? 0
        : Math.Max(1, BinaryPrimitives.ReadUInt64LittleEndian(sealing.Index($"tie/{what}/{value}")));
}
