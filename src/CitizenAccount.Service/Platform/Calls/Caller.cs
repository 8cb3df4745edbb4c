using System.Collections.Concurrent;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Kernel;

namespace CitizenAccount.Service.Platform.Calls;

/// <summary>Who makes a call, as far as its credentials prove.</summary>
/// <param name="Subject">Stable id of the person or system; never a national ID. Empty for anyone.</param>
/// <param name="Roles">Roles held, as bits.</param>
/// <param name="Household">The caller's own household, if there is one.</param>
/// <param name="Scopes">Scopes held by a partner.</param>
internal sealed record Caller(string Subject, uint Roles, HouseholdId? Household, IReadOnlySet<string> Scopes)
{
    /// <summary>A caller without credentials.</summary>
    public static readonly Caller Anyone = new("", 0, null, new HashSet<string>());

    // Every call leaves a record, and combinations of roles are few.
    private static readonly ConcurrentDictionary<uint, string> Names = new();

    /// <summary>The caller's account, if there is one.</summary>
    public AccountId? Account { get; init; }

    /// <summary>The household that lists the caller as dependant, if one does.</summary>
    public HouseholdId? MemberOf { get; init; }

    /// <summary>Which member of <see cref="MemberOf"/> the caller is.</summary>
    public int MemberPosition { get; init; }

    /// <summary>The session of the call; null for callers who have none of ours.</summary>
    public Guid? Session { get; init; }

    /// <summary>How the session was opened.</summary>
    public Contracts.Account.V1.SignInMethod Method { get; init; }

    /// <summary>When the session was opened.</summary>
    public DateTime SignedInAt { get; init; }

    /// <summary>The session was opened with a temporary password and may only set an own one.</summary>
    public bool MustChangePassword => Method == Contracts.Account.V1.SignInMethod.TemporaryPassword;

    /// <summary>The session is over: only a repeat of the write that ended it is answered.</summary>
    public bool SessionOver { get; init; }

    public bool IsKnown => Subject.Length > 0;

    public static uint BitOf(Role role) => 1u << (int)role;

    public bool Is(Role role) => (Roles & BitOf(role)) != 0;

    /// <summary>Staff and partners act on other people's data and must say why; a citizen acts on the own.</summary>
    public bool ActsForOthers => (Roles & ~BitOf(Role.Citizen)) != 0;

    /// <summary>The roles in words, for records.</summary>
    public string RoleNames => Names.GetOrAdd(Roles, _ =>
        string.Join(',', Enum.GetValues<Role>().Where(role => role != Role.Unspecified && Is(role))));
}
