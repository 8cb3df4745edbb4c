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

    private void Capture(DbContext db)
    {
        EntityEntry[] changed = [.. db.ChangeTracker.Entries().Where(IsChanged)];

        // Those of a try that failed say what was to be, not what is stored now.
        foreach (var stale in changed.Where(entry => entry.Entity is AuditEntryRow && entry.State == EntityState.Added))
        {
            stale.State = EntityState.Detached;
        }

        foreach (var entry in changed.Where(entry => AuditScope.Covers(entry.Metadata.ClrType)))
        {
            if (AuditContent.Of(entry) is { } content)
            {
                db.Add(RowOf(entry, content));
            }
        }
    }

    private static bool IsChanged(EntityEntry entry) =>
        entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted;

    private AuditEntryRow RowOf(EntityEntry entry, byte[] content)
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
            Subject = entry.Metadata.GetTableName() ?? entry.Metadata.Name,
            Key = Cut(KeyOf(entry), 200),
            HouseholdId = HouseholdOf(entry),
            Change = entry.State switch
            {
                EntityState.Added => AuditedChange.Added,
                EntityState.Deleted => AuditedChange.Removed,
                _ => AuditedChange.Changed,
            },
            ContentHash = SHA256.HashData(content),
            ContentSealed = _sealing.Value.Seal(content, PlaceOf(id)),
        };
    }

    private static string KeyOf(EntityEntry entry) => string.Join('/', entry.Metadata.FindPrimaryKey()!.Properties
        .Select(column => AuditContent.TextOf(entry.Property(column).CurrentValue)));

    // A row of a household names it in its first column of that kind.
    private static HouseholdId? HouseholdOf(EntityEntry entry) => entry.Properties
        .Where(column => column.Metadata.Name is "HouseholdId" || column.Metadata.IsPrimaryKey())
        .Select(column => column.CurrentValue as HouseholdId?).FirstOrDefault(household => household is not null);

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length];
}
