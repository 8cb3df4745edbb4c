using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Accounts;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Outbox;
using CitizenAccount.Service.Platform.Storage;
using CitizenAccount.Service.Tests.Hosting;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Tests.Accounts;

/// <summary>A message as it goes out: to the mobile or address it names, else to those of its account.</summary>
internal sealed record SentMessage(
    MessageKind Kind, AccountId? Account, string? Mobile, string? Email, Language Language,
    IReadOnlyDictionary<string, string> Facts);

/// <summary>Reads what was sent out of the outbox.</summary>
internal static class SentMessages
{
    /// <summary>Everything sent so far, oldest first.</summary>
    public static async Task<IReadOnlyList<SentMessage>> SentAsync(this RunningService service)
    {
        var outbox = service.Services.GetRequiredService<Outbox>();
        var seals = service.Services.GetRequiredService<AccountSeals>();
        var db = await service.DatabaseAsync();
        await using (db)
        {
            var accounts = await db.Accounts.AsNoTracking().ToDictionaryAsync(row => row.Id, seals.ContactOf);
            var rows = await db.Messages.AsNoTracking().ToListAsync();
            return [.. rows.OrderBy(row => row.Id).Select(row =>
            {
                var content = outbox.Open(row);
                var own = row.AccountId is { } id && content.Mobile is null && content.Email is null ? accounts[id] : null;
                return new SentMessage(
                    row.Kind, row.AccountId, content.Mobile ?? own?.Mobile, content.Email ?? own?.Email, (Language)row.Language,
                    content.Facts);
            })];
        }
    }

    /// <summary>What was sent to a mobile, oldest first.</summary>
    public static async Task<IReadOnlyList<SentMessage>> SentToAsync(this RunningService service, string mobile) =>
        [.. (await service.SentAsync()).Where(message => message.Mobile == mobile)];

    /// <summary>The last code of a kind that was sent to a mobile.</summary>
    public static async Task<string> LastCodeAsync(this RunningService service, MessageKind kind, string mobile) =>
        (await service.SentToAsync(mobile)).Last(message => message.Kind == kind).Facts["code"];

    /// <summary>The last temporary password that was sent to a mobile.</summary>
    public static async Task<string> LastTemporaryPasswordAsync(this RunningService service, string mobile) =>
        (await service.SentToAsync(mobile)).Last(message => message.Kind == MessageKind.TemporaryPassword).Facts["password"];

    /// <summary>The database of the service.</summary>
    public static Task<ServiceDb> DatabaseAsync(this RunningService service) =>
        service.Services.GetRequiredService<IDbContextFactory<ServiceDb>>().CreateDbContextAsync();
}
