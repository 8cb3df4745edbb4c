using System.Globalization;
using CitizenAccount.Contracts.Notification.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Accounts;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Notifications;

/// <summary>What a person chose, or what holds while nothing was chosen: every channel, and the language given at
/// registration.</summary>
internal sealed record Choice(Language Language, bool Sms, bool Email, bool Push, long Version)
{
    public string Etag => Version.ToString(CultureInfo.InvariantCulture);

    public static Choice Of(PreferencesRow? row, Language registered) => row is null
        ? new Choice(registered, true, true, true, 0)
        : new Choice((Language)row.Language, row.Sms, row.Email, row.Push, row.Version);

    /// <summary>The choice with the fields that a mask names.</summary>
    public Choice With(Preferences wanted, IReadOnlySet<string> mask) => this with
    {
        Language = mask.Contains("language") ? wanted.Language : Language,
        Sms = mask.Contains("sms") ? wanted.Sms : Sms,
        Email = mask.Contains("email") ? wanted.Email : Email,
        Push = mask.Contains("push") ? wanted.Push : Push,
    };
}

/// <summary>Preferences of accounts.</summary>
internal sealed class PreferencesStore(IDbContextFactory<ServiceDb> databases)
{
    public async Task<Choice> GetAsync(AccountFacts account, CancellationToken stop)
    {
        var db = await databases.CreateDbContextAsync(stop);
        await using (db)
        {
            var row = await db.Preferences.AsNoTracking()
                .SingleOrDefaultAsync(row => row.AccountId == account.Id, stop);
            return Choice.Of(row, account.Language);
        }
    }

    /// <summary>The row of an account, to be changed in the caller's transaction; null before the first change.
    /// </summary>
    public static Task<PreferencesRow?> FindAsync(ServiceDb db, AccountId account, CancellationToken stop) =>
        db.Preferences.SingleOrDefaultAsync(row => row.AccountId == account, stop);

    /// <summary>Stores a changed choice in the caller's transaction.</summary>
    /// <returns>The choice with its new version.</returns>
    public static Choice Store(ServiceDb db, AccountId account, PreferencesRow? row, Choice choice)
    {
        var version = choice.Version + 1;
        if (row is null)
        {
            row = new PreferencesRow
            {
                AccountId = account,
                Language = (byte)choice.Language,
                Sms = choice.Sms,
                Email = choice.Email,
                Push = choice.Push,
                Version = version,
            };
            db.Preferences.Add(row);
        }
        else
        {
            (row.Language, row.Sms, row.Email, row.Push, row.Version) =
                ((byte)choice.Language, choice.Sms, choice.Email, choice.Push, version);
        }

        return choice with { Version = version };
    }
}
