using System.Collections.Concurrent;
using CitizenAccount.Client;
using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Contracts.Notification.V1;
using CitizenAccount.Contracts.Payment.V1;

namespace CitizenAccount.Samples;

/// <summary>The backend of a web portal. One client serves every visitor; the portal keeps each person's session beside
/// a cookie, and the client renews it.</summary>
internal sealed class PortalBackend(CitizenAccountClient client)
{
    // In earnest: sealed, in a store that every instance of the portal shares.
    private readonly ConcurrentDictionary<string, SessionTokens> _kept = new(StringComparer.Ordinal);

    /// <summary>Signs a person in and answers the cookie.</summary>
    public async Task<string> SignInAsync(
        string nationalId, string password, Func<Task<string>> askCode, CancellationToken stop)
    {
        var cookie = Guid.CreateVersion7().ToString("D");
        await SigningIn.ByPasswordAsync(client, nationalId, password, askCode, Keep(cookie), stop);
        return cookie;
    }

    /// <summary>The page a person sees first; null when the session is over and they sign in again.</summary>
    public async Task<HomePage?> HomeAsync(string cookie, CancellationToken stop)
    {
        if (!_kept.TryGetValue(cookie, out var tokens))
        {
            return null;
        }

        var session = new CitizenSession(tokens, Keep(cookie));
        try
        {
            var own = await client.As(session).Accounts.GetAccountAsync(new(), cancellationToken: stop);
            return await HomeOfAsync(session, own.Account.Household, own.Account.Name, stop);
        }
        catch (SignInRequiredException)
        {
            _kept.TryRemove(cookie, out _);
            return null;
        }
    }

    /// <summary>The page of a household: what its parts need is asked for at once.</summary>
    public async Task<HomePage> HomeOfAsync(
        CallerCredentials person, string household, string? account, CancellationToken stop)
    {
        var citizen = client.As(person);
        var eligibility = EligibilityAsync(citizen, household, stop);
        var payments = PaymentsAsync(citizen, household, stop);
        var unread = account is null ? Task.FromResult(0) : UnreadAsync(citizen, account, stop);
        await Task.WhenAll(eligibility, payments, unread);
        var (sentence, amount) = await eligibility;
        return new HomePage(sentence, amount, await payments, await unread);
    }

    // That nothing is decided yet is what the person is told, not an error.
    private static async Task<(string Sentence, long Halalas)> EligibilityAsync(
        CitizenAccountClient citizen, string household, CancellationToken stop)
    {
        try
        {
            var answer = await citizen.Eligibility.GetEligibilityAsync(
                new GetEligibilityRequest { Household = household }, cancellationToken: stop);
            var reason = answer.Eligibility.Reasons.FirstOrDefault();
            return (reason?.Text.Ar ?? "", answer.Eligibility.Entitlement?.Halalas ?? 0);
        }
        catch (RefusedException refused) when (
            refused.Reason is ErrorReason.NotPublished or ErrorReason.HouseholdNotFound)
        {
            return (refused.Arabic, 0);
        }
    }

    // Nor has a household payments before its application is begun.
    private static async Task<int> PaymentsAsync(CitizenAccountClient citizen, string household, CancellationToken stop)
    {
        try
        {
            var request = new ListPaymentsRequest { Parent = household, PageSize = 3 };
            return (await citizen.Payments.ListPaymentsAsync(request, cancellationToken: stop)).Payments.Count;
        }
        catch (NotFoundException)
        {
            return 0;
        }
    }

    private static async Task<int> UnreadAsync(CitizenAccountClient citizen, string account, CancellationToken stop) =>
        (await citizen.Notifications.ListNotificationsAsync(
            new ListNotificationsRequest { Parent = account, PageSize = 1 }, cancellationToken: stop)).Unread;

    private Func<SessionTokens, CancellationToken, ValueTask> Keep(string cookie) => (tokens, _) =>
    {
        _kept[cookie] = tokens;
        return ValueTask.CompletedTask;
    };
}

/// <summary>What the first page shows.</summary>
/// <param name="Sentence">What was decided and why, or that nothing is, in Arabic.</param>
/// <param name="Halalas">The month's support.</param>
/// <param name="Payments">How many payments are shown.</param>
/// <param name="Unread">Notifications not read yet.</param>
internal sealed record HomePage(string Sentence, long Halalas, int Payments, int Unread);
