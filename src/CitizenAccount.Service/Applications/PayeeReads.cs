using System.Data.Common;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Security;
using CitizenAccount.Service.Platform.Storage;
using VerificationState = CitizenAccount.Contracts.Account.V1.VerificationState;
using YearMonth = CitizenAccount.Rules.Time.YearMonth;

namespace CitizenAccount.Service.Applications;

/// <summary>The account that is paid to, of one household among many.</summary>
/// <param name="Household">The household.</param>
/// <param name="Iban">The IBAN; personal.</param>
/// <param name="Verification">Whether the bank confirmed that it is the applicant's own.</param>
internal sealed record HouseholdPayee(HouseholdId Household, string Iban, VerificationState Verification);

/// <summary>Reads the accounts of many households at once, past the change tracker; of each application only its
/// accounts are opened.</summary>
internal sealed class PayeeReads(BulkInsert bulk, ApplicationSeals seals, Sealing sealing)
{
    // So few are looked for one by one; more by their range.
    private const int FewMax = 200;

    private const string Columns =
        """
        SELECT house."Id", house."IbanSealed", app."ContentSealed"
        FROM "Households" AS house LEFT JOIN "Applications" AS app ON app."HouseholdId" = house."Id"
        """;

    private sealed record Stored(HouseholdId Household, byte[] Iban, byte[]? Content);

    /// <summary>The accounts of households, which are given in ascending order; one without an account is left out.
    /// </summary>
    /// <param name="month">The month that is paid; null for what came back and is paid again, which goes to the newest
    /// account that the bank confirmed, because the account of its month failed.</param>
    /// <param name="households">Whose.</param>
    /// <param name="stop">Ends the reading.</param>
    public async Task<IReadOnlyList<HouseholdPayee>> ListAsync(
        YearMonth? month, IReadOnlyList<HouseholdId> households, CancellationToken stop)
    {
        if (households.Count == 0)
        {
            return [];
        }

        var stored = await ReadAsync(households, stop);
        var payees = new HouseholdPayee?[stored.Count];
        Parallel.For(0, payees.Length, i => payees[i] = Open(stored[i], month));
        return [.. payees.Where(payee => payee is not null).Select(payee => payee!)];
    }

    private async Task<List<Stored>> ReadAsync(IReadOnlyList<HouseholdId> households, CancellationToken stop)
    {
        var rows = new List<Stored>(households.Count);
        var connection = await bulk.OpenAsync(stop);
        await using (connection)
        {
            using var command = connection.CreateCommand();
            if (households.Count > FewMax)
            {
                command.CommandText =
                    Columns + "WHERE house.\"Id\" >= @first AND house.\"Id\" <= @last ORDER BY house.\"Id\"";
                command.Bind("@first", households[0].ToBytes());
                command.Bind("@last", households[^1].ToBytes());
                await ReadAsync(command, rows, households.ToHashSet(), stop);
                return rows;
            }

            command.CommandText = Columns + "WHERE house.\"Id\" = @id";
            command.Bind("@id", Array.Empty<byte>());
            foreach (var household in households)
            {
                command.Parameters[0].Value = household.ToBytes();
                await ReadAsync(command, rows, null, stop);
            }

            return rows;
        }
    }

    private static async Task ReadAsync(
        DbCommand command, List<Stored> rows, HashSet<HouseholdId>? wanted, CancellationToken stop)
    {
        var reader = await command.ExecuteReaderAsync(stop);
        await using (reader)
        {
            while (await reader.ReadAsync(stop))
            {
                var household = HouseholdId.FromBytes(reader.GetFieldValue<byte[]>(0));
                if (wanted is null || wanted.Contains(household))
                {
                    rows.Add(new Stored(
                        household, reader.GetFieldValue<byte[]>(1),
                        reader.IsDBNull(2) ? null : reader.GetFieldValue<byte[]>(2)));
                }
            }
        }
    }

    private HouseholdPayee? Open(Stored row, YearMonth? month)
    {
        if (row.Content is { } content)
        {
            var accounts = seals.OpenAccounts(row.Household, content);
            var chosen = month is { } paid ? BankAccounts.For(accounts, paid) : BankAccounts.Confirmed(accounts);
            return chosen is { } entry
                ? new HouseholdPayee(row.Household, entry.Iban, entry.Verification)
                : null;
        }

        return row.Iban.Length == 0
            ? null
            : new HouseholdPayee(
                row.Household, sealing.Open(row.Iban, $"iban/{row.Household.Name}"), VerificationState.Unverified);
    }
}
