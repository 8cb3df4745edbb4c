using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Outbox;
using CitizenAccount.Service.Platform.Security;
using CitizenAccount.Service.Platform.Storage;
using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Accounts;

/// <summary>Opens, refreshes and ends sessions, inside the transaction of the write that does so. What it changes is
/// stored when the context is saved.</summary>
internal sealed class Sessions(AccessTokens access, AccountsOptions options, Outbox outbox, TimeProvider clock)
{
    private const int TokenSize = 32;

    /// <summary>Opens a session and answers its secrets, which are kept only as hashes. The account stands as the
    /// tokens shall say: change it before.</summary>
    /// <param name="db">The context of the write.</param>
    /// <param name="account">Whose session.</param>
    /// <param name="method">How the person signed in.</param>
    /// <param name="client">Name of the client as it gave itself; at most 50 characters.</param>
    /// <param name="place">Network place, coarse (<see cref="NetworkPlace"/>).</param>
    public SessionTokens Open(ServiceDb db, AccountRow account, SignInMethod method, string client, string place)
    {
        var now = clock.GetUtcNow();

        // A session of a temporary password serves to set an own one, and lives no longer than that takes.
        var most = method == SignInMethod.TemporaryPassword
            ? options.TemporaryPasswordLife
            : TimeSpan.FromDays(options.SessionDays);
        var session = new SessionRow
        {
            Id = Guid.CreateVersion7(now),
            AccountId = account.Id,
            Method = (byte)method,
            Client = client,
            Place = place,
            SignedInAt = now.UtcDateTime,
            LastSeenAt = now.UtcDateTime,
            ExpiresAt = Earlier(now.UtcDateTime + most, now.UtcDateTime + Idle),
            EndsAt = now.UtcDateTime + most,
        };
        db.Sessions.Add(session);
        return Issue(db, account, session);
    }

    /// <summary>The next pair of an open session.</summary>
    public SessionTokens Refresh(ServiceDb db, AccountRow account, SessionRow session, RefreshRow used)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        used.UsedAt = now;
        session.LastSeenAt = now;
        session.ExpiresAt = Earlier(session.EndsAt, now + Idle);
        return Issue(db, account, session);
    }

    /// <summary>Ends a session, effective everywhere within five seconds; false when it was over already.</summary>
    public bool End(ServiceDb db, SessionRow session)
    {
        var now = clock.GetUtcNow();
        if (!IsOpen(session))
        {
            return false;
        }

        session.EndedAt = now.UtcDateTime;
        db.Revocations.Add(RevocationRow.OfSession(session.Id, now));
        return true;
    }

    /// <summary>Ends a session in the database alone: its access token, which may do next to nothing, runs out.
    /// </summary>
    public void EndQuietly(SessionRow session) => session.EndedAt = clock.GetUtcNow().UtcDateTime;

    /// <summary>Ends every open session of an account but one; answers how many.</summary>
    public async Task<int> EndAllAsync(ServiceDb db, AccountId account, Guid? except, CancellationToken stop)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var open = await db.Sessions
            .Where(row => row.AccountId == account && row.EndedAt == null && row.ExpiresAt > now)
            .ToListAsync(stop);
        return open.Count(session => session.Id != except && End(db, session));
    }

    /// <summary>Tells the person of a sign-in by a client or from a place that no earlier session of the account has;
    /// the first session of all is no news. Asked before the session is opened.</summary>
    public async Task NoticeAsync(
        ServiceDb db, AccountRow account, string client, string place, CancellationToken stop)
    {
        var own = db.Sessions.Where(row =>
            row.AccountId == account.Id && row.Method != (byte)SignInMethod.TemporaryPassword);
        if (await own.AnyAsync(stop)
            && !await own.AnyAsync(row => row.Client == client && row.Place == place, stop))
        {
            outbox.Add(db, new Message(MessageKind.NewSignIn, account.Id)
            {
                Facts = new Dictionary<string, string> { ["client"] = client },
                Language = (Contracts.Type.V1.Language)account.Language,
            });
        }
    }

    /// <summary>Whether a session is open now.</summary>
    public bool IsOpen(SessionRow session) =>
        session.EndedAt is null && session.ExpiresAt > clock.GetUtcNow().UtcDateTime;

    /// <summary>A token as it is kept.</summary>
    public static byte[] HashOf(string refreshToken) => SHA256.HashData(Encoding.UTF8.GetBytes(refreshToken));

    /// <summary>A session as the contract shows it.</summary>
    public static Session ToWire(SessionRow row, Guid? current) => new()
    {
        Name = $"{row.AccountId.Name}/sessions/{row.Id:D}",
        Current = row.Id == current,
        Method = (SignInMethod)row.Method,
        Client = row.Client,
        Place = row.Place,
        SignedInTime = Timestamp.FromDateTime(row.SignedInAt),
        LastSeenTime = Timestamp.FromDateTime(row.LastSeenAt),
        EndsTime = Timestamp.FromDateTime(row.EndsAt),
    };

    private TimeSpan Idle => TimeSpan.FromDays(options.SessionIdleDays);

    private static DateTime Earlier(DateTime one, DateTime other) => one < other ? one : other;

    private SessionTokens Issue(ServiceDb db, AccountRow account, SessionRow session)
    {
        var refresh = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenSize));
        db.RefreshTokens.Add(new RefreshRow
        {
            Hash = HashOf(refresh),
            SessionId = session.Id,
            IssuedAt = session.LastSeenAt,
        });
        var (token, expires) = access.Issue(new AccessGrant(
            account.Id, account.HouseholdId, session.Id, (SignInMethod)session.Method, session.SignedInAt)
        {
            MemberOf = account.MemberOf,
            MemberPosition = account.MemberPosition,
            Version = account.Version,
        });
        return new SessionTokens
        {
            Session = ToWire(session, session.Id),
            Account = account.Id.Name,
            AccessToken = token,
            AccessExpiresTime = Timestamp.FromDateTime(expires),
            RefreshToken = refresh,
            RefreshExpiresTime = Timestamp.FromDateTime(session.ExpiresAt),
            PasswordChangeRequired = session.Method == (byte)SignInMethod.TemporaryPassword,
        };
    }
}
