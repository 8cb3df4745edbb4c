using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Storage;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using LocalizedText = CitizenAccount.Rules.LocalizedText;

namespace CitizenAccount.Service.Accounts;

/// <summary>Which records are wanted: those in a span of time, from a place on.</summary>
/// <param name="From">First instant wanted.</param>
/// <param name="Until">First instant no longer wanted.</param>
/// <param name="Hour">Hour to go on with; null at the start.</param>
/// <param name="Skip">Records of that hour already listed.</param>
internal sealed record AccessSpan(DateTime From, DateTime Until, DateTime? Hour, int Skip);

/// <summary>A page of records, and where the next one goes on; null on the last.</summary>
internal sealed record AccessPage(IReadOnlyList<AccessRecord> Records, (DateTime Hour, int Skip)? Next);

/// <summary>Adds access records up by hour, actor, purpose and call. Whole hours are read, newest first, until the page
/// is full, so that a long history costs no more than its page.</summary>
internal sealed class AccessRecordList(IDbContextFactory<ServiceDb> databases)
{
    public async Task<AccessPage> ListAsync(AccountRow account, AccessSpan span, int size, CancellationToken stop)
    {
        var found = new List<AccessRecord>();
        var until = span.Hour?.AddHours(1) ?? span.Until;
        until = until < span.Until ? until : span.Until;
        var skip = span.Skip;
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            while (await NewestBeforeAsync(db, account, span.From, until, stop) is { } newest)
            {
                var hour = StartOfHour(newest);
                var from = hour < span.From ? span.From : hour;
                var records = await HourAsync(db, account, from, until, stop);
                var wanted = records.Skip(skip).Take(size - found.Count).ToList();
                found.AddRange(wanted);
                var listed = skip + wanted.Count;
                if (found.Count == size)
                {
                    var next = listed < records.Count ? (hour, listed) : await NextAsync(db, account, span, hour, stop);
                    return new AccessPage(found, next);
                }

                (until, skip) = (hour, 0);
            }
        }

        return new AccessPage(found, null);
    }

    private static async Task<(DateTime, int)?> NextAsync(
        ServiceDb db, AccountRow account, AccessSpan span, DateTime hour, CancellationToken stop) =>
        await NewestBeforeAsync(db, account, span.From, hour, stop) is { } older ? (StartOfHour(older), 0) : null;

    private static async Task<DateTime?> NewestBeforeAsync(
        ServiceDb db, AccountRow account, DateTime from, DateTime until, CancellationToken stop) =>
        await db.NewestLooksAt(account.HouseholdId, from, until).Select(at => (DateTime?)at).FirstOrDefaultAsync(stop);

    private static async Task<List<AccessRecord>> HourAsync(
        ServiceDb db, AccountRow account, DateTime from, DateTime until, CancellationToken stop)
    {
        var sums = new Dictionary<Sum, Count>();
        var looks = db.LooksAt(account.HouseholdId, from, until).AsAsyncEnumerable();
        await foreach (var look in looks.WithCancellation(stop))
        {
            var words = AccessActors.WordsOf(look, account.Id);
            var sum = new Sum(
                words, AccessActors.RoleOf(look), look.Purpose, look.Reference, look.LegalBasis,
                AccessWords.Of(look.Call));
            sums.TryGetValue(sum, out var count);
            var granted = look.Outcome == (int)StatusCode.OK;
            sums[sum] = new Count(
                count.Granted + (granted ? 1 : 0), count.Denied + (granted ? 0 : 1),
                look.At > count.Last ? look.At : count.Last);
        }

        // Looks of an hour may still be added behind those listed: their order does not depend on time.
        return [.. sums.Select(pair => ToWire(pair.Key, pair.Value, account, StartOfHour(from)))
            .OrderBy(record => record.Name, StringComparer.Ordinal)];
    }

    private static AccessRecord ToWire(Sum sum, Count count, AccountRow account, DateTime hour) => new()
    {
        Name = $"{account.Id.Name}/accessRecords/{IdOf(sum, hour):D}",
        HourTime = Timestamp.FromDateTime(hour),
        Role = sum.Role,
        Actor = sum.Actor.ToWire(),
        Purpose = (PurposeCode)sum.Purpose,
        Reference = sum.Reference,
        LegalBasis = sum.LegalBasis,
        What = sum.What.ToWire(),
        Granted = count.Granted,
        Denied = count.Denied,
        LastTime = Timestamp.FromDateTime(count.Last),
    };

    private static DateTime StartOfHour(DateTime instant) => instant.AddTicks(-(instant.Ticks % TimeSpan.TicksPerHour));

    // The same sum of the same hour has the same name, however often it is read.
    private static Guid IdOf(Sum sum, DateTime hour) => new(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"{hour.Ticks}\n{sum.Actor.English}\n{(int)sum.Role}\n{sum.Purpose}\n{sum.Reference}\n{sum.LegalBasis}\n"
        + $"{sum.What.English}"))).AsSpan(0, 16), bigEndian: true);

    private sealed record Sum(
        LocalizedText Actor, Role Role, int Purpose, string Reference, string LegalBasis, LocalizedText What);

    private readonly record struct Count(int Granted, int Denied, DateTime Last);
}
