using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CitizenAccount.Service.Platform.Audit;

/// <summary>Adds the audit entries of what is about to be stored, so that they are stored with it or not at all.
/// </summary>
internal sealed class AuditCapture(IServiceProvider services, TimeProvider clock) : SaveChangesInterceptor
{
    public const string System = "system";

    // Taken when something is stored: who only brings the database to this version needs no keys.
    private readonly Lazy<Sealing> _sealing = new(services.GetRequiredService<Sealing>);

    // Entries made here and not by who wrote one on purpose.
    private readonly ConditionalWeakTable<AuditEntryRow, object> _captured = [];

    public override InterceptionResult<int> SavingChanges(
        DbContextEventData eventData, InterceptionResult<int> result)
    {
        Capture(eventData.Context!);
        return result;
    }

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Capture(eventData.Context!);
        return ValueTask.FromResult(result);
    }

    public static string PlaceOf(Guid entry) => $"audit/{entry:D}";

    /// <summary>Makes an entry of the one who is served now; to be stored with the change itself.</summary>
    public AuditEntryRow Make(
        string table, string key, HouseholdId? household, AuditedChange change, byte[] content)
    {
        var now = clock.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        var call = CallState.Current;
        return new AuditEntryRow
        {
            Id = id,
            At = now.UtcDateTime,
            Actor = call is null ? System : Cut(call.Caller.IsKnown ? call.Caller.Subject : "anonymous", 100),
            Roles = call is null ? "" : Cut(call.Caller.RoleNames, 200),
            Call = call?.Policy.FullName ?? "",
            CorrelationId = call is null ? "" : Cut(call.CorrelationId, 100),
            Subject = table,
            Key = Cut(key, 200),
            HouseholdId = household,
            Change = change,
            ContentHash = SHA256.HashData(content),
            ContentSealed = _sealing.Value.Seal(content, PlaceOf(id)),
        };
    }

    private void Capture(DbContext db)
    {
        EntityEntry[] changed = [.. db.ChangeTracker.Entries().Where(IsChanged)];

        // Those of a try that failed say what was to be, not what is stored now.
        foreach (var stale in changed.Where(entry => entry.State == EntityState.Added
            && entry.Entity is AuditEntryRow row && _captured.TryGetValue(row, out _)))
        {
            stale.State = EntityState.Detached;
        }

        foreach (var entry in changed.Where(entry => AuditScope.Covers(entry.Metadata.ClrType)))
        {
            if (AuditContent.Of(entry) is { } content)
            {
                var change = entry.State switch
                {
                    EntityState.Added => AuditedChange.Added,
                    EntityState.Deleted => AuditedChange.Removed,
                    _ => AuditedChange.Changed,
                };
                var table = entry.Metadata.GetTableName() ?? entry.Metadata.Name;
                var row = Make(table, KeyOf(entry), HouseholdOf(entry), change, content);
                _captured.Add(row, this);
                db.Add(row);
            }
        }
    }

    private static bool IsChanged(EntityEntry entry) =>
        entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted;

    private static string KeyOf(EntityEntry entry) => string.Join('/', entry.Metadata.FindPrimaryKey()!.Properties
        .Select(column => AuditContent.TextOf(entry.Property(column).CurrentValue)));

    // A row of a household names it in its first column of that kind.
    private static HouseholdId? HouseholdOf(EntityEntry entry) => entry.Properties
        .Where(column => column.Metadata.Name is "HouseholdId" || column.Metadata.IsPrimaryKey())
        .Select(column => column.CurrentValue as HouseholdId?).FirstOrDefault(household => household is not null);

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length];
}
