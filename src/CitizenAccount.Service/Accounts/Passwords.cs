using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace CitizenAccount.Service.Accounts;

/// <summary>Hashes and checks own passwords: PBKDF2 with HMAC-SHA512 and 210,000 iterations, a tenth of a second of
/// one processor on purpose. Never called inside a transaction, and for no more at once than there are processors.
/// </summary>
internal sealed class Passwords : IDisposable
{
    private const int Iterations = 210_000;

    private static readonly object Nobody = new();

    private readonly PasswordHasher<object> _hasher = new(
        Options.Create(new PasswordHasherOptions { IterationCount = Iterations }));

    private readonly SemaphoreSlim _places = new(Math.Max(1, Environment.ProcessorCount));
    private readonly string _nobodys;

    /// <summary>Makes the hash that stands for persons who have none.</summary>
    public Passwords() => _nobodys = _hasher.HashPassword(Nobody, Convert.ToHexString(
        RandomNumberGenerator.GetBytes(16)));

    public Task<string> HashAsync(string password, CancellationToken stop) =>
        InPlaceAsync(() => _hasher.HashPassword(Nobody, Normal(password)), stop);

    /// <summary>Whether the password is the one of a hash. Takes the same time where there is no hash.</summary>
    public Task<bool> MatchesAsync(string? hash, string password, CancellationToken stop) => InPlaceAsync(
        () => _hasher.VerifyHashedPassword(Nobody, hash ?? _nobodys, Normal(password))
            != PasswordVerificationResult.Failed && hash is not null,
        stop);

    public void Dispose() => _places.Dispose();

    // The same characters may be typed in more than one way, Arabic ones above all.
    private static string Normal(string password)
    {
        try
        {
            return password.Normalize(NormalizationForm.FormKC);
        }
        catch (ArgumentException)
        {
            return password;
        }
    }

    private async Task<T> InPlaceAsync<T>(Func<T> work, CancellationToken stop)
    {
        await _places.WaitAsync(stop);
        try
        {
            return await Task.Run(work, stop);
        }
        finally
        {
            _places.Release();
        }
    }
}
