namespace CitizenAccount.Service.Tests.Contract;

/// <summary>The contract only grows: portal, app, agent tools and partner systems are built on what was once in it.
/// </summary>
public sealed class ContractLockTests
{
    private const string Accept = "CITIZENACCOUNT_ACCEPT_CONTRACT";

    [Fact]
    public void Nothing_in_the_lock_has_left_the_contract()
    {
        var gone = ContractLock.Stored().Except(ContractLock.Built()).ToList();

        Assert.True(gone.Count == 0, $"""
            {gone.Count} lines of protos/contract.lock no longer hold:
              {string.Join("\n  ", gone.Take(20))}
            Something was removed, renamed, renumbered or changed that clients may depend on. Put it back; leave an
            element that is no longer wanted in place, marked deprecated, and add the new one beside it under a new
            number. Only where no client can ever have seen it, delete its line from protos/contract.lock by hand
            and say why.
            """);
    }

    [Fact]
    public void Everything_in_the_contract_is_in_the_lock()
    {
        var stored = ContractLock.Stored();
        var built = ContractLock.Built();
        if (Environment.GetEnvironmentVariable(Accept) == "1")
        {
            ContractLock.Store(stored.Concat(built));
            return;
        }

        var missing = built.Except(stored).ToList();

        Assert.True(missing.Count == 0, $"""
            {missing.Count} elements of the contract are not in protos/contract.lock:
              {string.Join("\n  ", missing.Take(20))}
            If they are meant to stay for ever, add them with
              {Accept}=1 dotnet test tests/CitizenAccount.Service.Tests --filter ContractLockTests
            and build again, for the service carries the hash of the lock.
            """);
    }

    [Fact]
    public void The_lock_is_sorted_and_says_everything_once()
    {
        var stored = ContractLock.Stored();

        Assert.Equal(stored.Distinct().Order(StringComparer.Ordinal), stored);
        Assert.DoesNotContain("\r", File.ReadAllText(ContractLock.Path), StringComparison.Ordinal);
    }
}
