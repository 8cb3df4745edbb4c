using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Rules.Identity;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Platform.Outbox;
using ApplicationEventKind = CitizenAccount.Contracts.Account.V1.ApplicationEventKind;
using VerificationState = CitizenAccount.Contracts.Account.V1.VerificationState;

namespace CitizenAccount.Service.Applications;

/// <summary>A bank account as it was given.</summary>
/// <param name="Iban">The IBAN; personal.</param>
/// <param name="At">When it was given.</param>
/// <param name="FirstMonth">First benefit month paid to it, as year x 100 + month; 0 is from the beginning.</param>
/// <param name="Verification">Whether the bank confirmed that it is the applicant's own.</param>
internal sealed record BankEntry(string Iban, DateTime At, int FirstMonth, VerificationState Verification)
{
    /// <summary>The two digits of the bank.</summary>
    public string BankCode => Iban[4..6];

    /// <summary>The last four characters; all of it that is ever answered.</summary>
    public string Ending => Iban[^4..];

    /// <summary>Whether the first cycle paid to it has been cut: from then on it is the household's account.</summary>
    public bool IsInUse(DateTimeOffset now) => FirstMonth == 0 || Cycle.Of(Month).DataCutOff <= now;

    private YearMonth Month => new(FirstMonth / 100, FirstMonth % 100);
}

/// <summary>Which account is paid when: one changed by the 10th serves the next cycle, later the one after, and until
/// then the old one is paid.</summary>
internal static class BankAccounts
{
    /// <summary>Most changes in one month of Riyadh.</summary>
    public const int ChangesMax = 5;

    // More than all changes of the two months that can be on their way.
    private const int KeptMax = 16;

    /// <summary>The account a benefit month is paid to; null when there is none.</summary>
    public static BankEntry? For(Application application, YearMonth month) => For(application.Accounts, month);

    /// <summary>The one of some accounts that a benefit month is paid to; null when there is none.</summary>
    public static BankEntry? For(IReadOnlyList<BankEntry> accounts, YearMonth month) =>
        accounts.LastOrDefault(entry => entry.FirstMonth <= (month.Year * 100) + month.Month);

    /// <summary>The newest account that the bank confirmed, whichever month it serves from; null when there is none.
    /// </summary>
    public static BankEntry? Confirmed(IReadOnlyList<BankEntry> accounts) =>
        accounts.LastOrDefault(entry => entry.Verification == VerificationState.Confirmed);

    /// <summary>The account in use at an instant; null when there is none.</summary>
    public static BankEntry? InUse(Application application, DateTimeOffset now) =>
        application.Accounts.LastOrDefault(entry => entry.IsInUse(now));

    /// <summary>The newest account when it is not in use yet; null otherwise.</summary>
    public static BankEntry? Pending(Application application, DateTimeOffset now) =>
        application.Accounts.Count > 0 && !application.Accounts[^1].IsInUse(now) ? application.Accounts[^1] : null;

    /// <summary>Takes a new account. Before the first submission it is in use at once.</summary>
    public static Ruling Give(Application application, Iban iban, Moment at)
    {
        if (application.Accounts.Count > 0 && application.Accounts[^1].Iban == iban.Value)
        {
            return new Change(application);
        }

        var month = YearMonth.Of(at.Now);
        if (application.Accounts.Count(entry => YearMonth.Of(Moment.Of(entry.At).Now) == month) >= ChangesMax)
        {
            return RateLimited(month, at);
        }

        var serves = Served.By(at.Now).Cycle.Month;
        var first = application.EverSubmitted && application.Accounts.Count > 0
            ? (serves.Year * 100) + serves.Month
            : 0;
        var entry = new BankEntry(iban.Value, at.Utc, first, VerificationState.Unverified);
        BankEntry[] accounts = [.. application.Accounts, entry];
        var after = application with { Accounts = accounts[^Math.Min(accounts.Length, KeptMax)..] };
        return new Change(
            Notices.WithoutMet(Confirmed(after, at), at),
            new Happening(ApplicationEventKind.BankAccountChanged, at.Today))
            .Telling(MessageKind.BankAccountChanged, ("ending", entry.Ending));
    }

    private static Application Confirmed(Application application, Moment at) =>
        application with { ConfirmedAt = at.Utc };

    private static Refusal RateLimited(YearMonth month, Moment at) => Refusal.Of(ErrorReason.RateLimited)
        .With("limit", $"{ChangesMax}")
        .With("per", "month")
        .RetryAfter(Riyadh.StartOf(month.AddMonths(1).FirstDay) - at.Now);
}
