using System.Security.Cryptography;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Accounts;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Notifications;
using CitizenAccount.Service.Platform.Outbox;
using CitizenAccount.Service.Platform.Storage;
using CitizenAccount.Service.Tests.Hosting;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Tests.Notifications;

/// <summary>Somebody with an account, and what a test does with it.</summary>
internal sealed record Person(AccountId Account, HouseholdId Household, string Mobile)
{
    public string Name => Account.Name;

    public CallOptions At(RunningService service, string subject = "") => Clients.By(
        service.Bearer(subject.Length > 0 ? subject : $"owner-{Account.Value:N}", [Role.Citizen], Household));
}

/// <summary>People with accounts made for a test, and messages to them as any room writes them.</summary>
internal static class NotifiedPeople
{
    private static int _count;

    /// <summary>Makes an account; its mobile is nobody else's.</summary>
    public static async Task<Person> AddPersonAsync(
        this IServiceProvider services, string? email = null, Language language = Language.Arabic)
    {
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var id = Guid.CreateVersion7(now);
        var mobile = $"+9665{Interlocked.Increment(ref _count) + 10_000_000:D8}";
        var seals = services.GetRequiredService<AccountSeals>();
        var account = new AccountId(id);
        var db = await services.OpenDbAsync();
        await using (db)
        {
            db.Accounts.Add(new AccountRow
            {
                Id = account,
                HouseholdId = new HouseholdId(id),
                NationalIdIndex = RandomNumberGenerator.GetBytes(32),
                MobileIndex = RandomNumberGenerator.GetBytes(32),
                PersonSealed = seals.Seal(account, new AccountPerson("1000000008", new DateOnly(1980, 1, 1), null)),
                ContactSealed = seals.Seal(account, new AccountContact(mobile, email)),
                Standing = AccountStanding.Open,
                TermsVersion = "1",
                Language = (byte)language,
                RegisteredAt = now.UtcDateTime,
                Version = 1,
            });
            await db.SaveChangesAsync();
        }

        return new Person(account, new HouseholdId(id), mobile);
    }

    /// <summary>Writes messages and commits them, as the cause of a message does.</summary>
    public static async Task TellAsync(this IServiceProvider services, params Message[] messages)
    {
        var db = await services.OpenDbAsync();
        await using (db)
        {
            foreach (var message in messages)
            {
                services.GetRequiredService<Outbox>().Add(db, message);
            }

            await db.SaveChangesAsync();
        }

        services.GetRequiredService<OutboxSignal>().Raise();
    }

    public static Task TellAsync(this RunningService service, params Message[] messages) =>
        service.Services.TellAsync(messages);

    public static Task<ServiceDb> OpenDbAsync(this IServiceProvider services) =>
        services.GetRequiredService<IDbContextFactory<ServiceDb>>().CreateDbContextAsync();

    /// <summary>Every delivery of the messages of an account.</summary>
    public static async Task<IReadOnlyList<DeliveryRow>> DeliveriesAsync(this RunningService service, Person person)
    {
        var db = await service.Services.OpenDbAsync();
        await using (db)
        {
            var messages = db.Messages.Where(row => row.AccountId == person.Account).Select(row => row.Id);
            return await db.Deliveries.AsNoTracking().Where(row => messages.Contains(row.MessageId)).ToListAsync();
        }
    }

    /// <summary>Messages of an account as they are stored.</summary>
    public static async Task<IReadOnlyList<MessageRow>> MessagesAsync(this RunningService service, Person person)
    {
        var db = await service.Services.OpenDbAsync();
        await using (db)
        {
            return await db.Messages.AsNoTracking().Where(row => row.AccountId == person.Account).ToListAsync();
        }
    }

    /// <summary>A message with every fact any kind needs.</summary>
    public static Message About(this Person person, MessageKind kind) => new(kind, person.Account) { Facts = AllFacts };

    public static IReadOnlyDictionary<string, string> AllFacts { get; } = new Dictionary<string, string>
    {
        ["code"] = "482915",
        ["password"] = "Qx7-mRt29",
        ["client"] = "portal",
        ["ending"] = "7731",
        ["from_date"] = "2027-02-24",
        ["due_date"] = "2026-12-09",
        ["object_until"] = "2027-02-22",
        ["cycle"] = "109",
        ["amount"] = "147250",
        ["number"] = "100200",
        ["cause_ar"] = "الصورة غير واضحة.",
        ["cause_en"] = "The picture is not clear.",
        ["reasons_ar"] = "الدخل أعلى من الحد المانع.",
        ["reasons_en"] = "Income is above the cut-off.",
        ["text_ar"] = "أرفق صورة من عقد الإيجار.",
        ["text_en"] = "Attach a copy of the lease.",
    };
}
