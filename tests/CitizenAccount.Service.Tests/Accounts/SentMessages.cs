using System.Text.RegularExpressions;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Accounts;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Notifications;
using CitizenAccount.Service.Platform.Outbox;
using CitizenAccount.Service.Platform.Storage;
using CitizenAccount.Service.Tests.Hosting;
using CitizenAccount.Service.Tests.Notifications;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Tests.Accounts;

/// <summary>A message as it goes out: to the mobile or address it names, else to those of its account.</summary>
internal sealed record SentMessage(
    MessageKind Kind, AccountId? Account, string? Mobile, string? Email, Language Language,
    IReadOnlyDictionary<string, string> Facts);

/// <summary>Reads what was sent out of the outbox.</summary>
internal static partial class SentMessages
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

            // In the order they were stored: while the clock stands still, ids do not tell it.
            var rows = await db.Messages.FromSqlRaw("""SELECT * FROM "Messages" ORDER BY rowid""").AsNoTracking().ToListAsync();
            var secrets = await service.SentSecretsAsync(db);
            return [.. rows.Select(row =>
            {
                // A secret that was sent is kept nowhere but where it was sent to.
                if (secrets.GetValueOrDefault(row.Id) is { } sent)
                {
                    return new SentMessage(row.Kind, row.AccountId, sent.Mobile, sent.Email, (Language)row.Language, sent.Facts);
                }

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

    // By message: what the development sender wrote of each secret, with its code or password under both names.
    private static async Task<Dictionary<Guid, MessageContent>> SentSecretsAsync(this RunningService service, ServiceDb db)
    {
        var lines = (await OutboxFile.LinesAsync(service, "sms")).Select(line => (Line: line, IsSms: true))
            .Concat((await OutboxFile.LinesAsync(service, "email")).Select(line => (Line: line, IsSms: false)))
            .ToDictionary(pair => Guid.Parse((string)pair.Line["id"]!));
        var deliveries = await db.Deliveries.AsNoTracking().Join(
            db.Messages.Where(row => MessagePlans.Secrets.Contains(row.Kind)), row => row.MessageId, row => row.Id,
            (delivery, _) => new { delivery.Id, delivery.MessageId }).ToListAsync();
        return deliveries.Where(delivery => lines.ContainsKey(delivery.Id)).ToDictionary(delivery => delivery.MessageId, delivery =>
        {
            var (line, isSms) = lines[delivery.Id];
            var to = (string)line["to"]!;
            var secret = Secret().Match((string)line["text"]!).Value;
            var facts = new Dictionary<string, string> { ["code"] = secret, ["password"] = secret };
            return new MessageContent(facts, isSms ? to : null, isSms ? null : to);
        });
    }

    [GeneratedRegex("(?<![0-9A-Z])([0-9]{6}|[A-HJ-NP-Z2-9]{10})(?![0-9A-Z])")]
    private static partial Regex Secret();
}
