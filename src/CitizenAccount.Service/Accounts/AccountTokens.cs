using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Security;

namespace CitizenAccount.Service.Accounts;

/// <summary>Consistency tokens of accounts.</summary>
internal sealed class AccountTokens(KeyRing keys)
{
    private readonly ReadTokens _tokens = new(keys, "account token");

    public string Issue(AccountRow row) => _tokens.Issue(row.Id.ToBytes(), row.Version);

    /// <exception cref="RefusalException">CONSISTENCY_TOKEN_INVALID.</exception>
    public void RequireSeen(Consistency? consistency, AccountRow row) =>
        _tokens.RequireSeen(consistency, row.Id.ToBytes(), row.Version);
}
