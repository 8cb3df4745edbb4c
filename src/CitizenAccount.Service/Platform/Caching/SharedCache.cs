using System.Security.Cryptography;
using CitizenAccount.Service.Platform.Hosting;
using CitizenAccount.Service.Platform.Security;
using StackExchange.Redis;

namespace CitizenAccount.Service.Platform.Caching;

/// <summary>Redis as a cache and nothing else. Slow, down or absent, it costs a read at most its budget, and after a
/// failure nothing for a while. Values are small and immutable: a key names everything they depend on. Each is kept
/// under a MAC over key and value, so that what Redis makes up, mixes up or cuts off is not believed.</summary>
internal sealed class SharedCache : IAsyncDisposable
{
    private const int MacSize = 16;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly RedisOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger<SharedCache> _log;
    private readonly byte[] _macKey;
    private readonly Task<ConnectionMultiplexer>? _connecting;
    private long _pausedUntil;

    /// <summary>Begins to connect; a read before that is done goes without.</summary>
    /// <exception cref="StartRefused">The configuration cannot be read.</exception>
    public SharedCache(RedisOptions options, KeyRing keys, TimeProvider clock, ILogger<SharedCache> log)
    {
        (_options, _clock, _log) = (options, clock, log);
        _macKey = keys.DeriveStable("shared cache");
        if (options.Configuration.Length > 0)
        {
            var configuration = Parse(options);
            configuration.AbortOnConnectFail = false;
            configuration.ConnectTimeout = 2_000;
            configuration.AsyncTimeout = 1_000;

            // What waits for a connection goes by the other limit, so it does not wait at all.
            configuration.SyncTimeout = 1_000;
            configuration.BacklogPolicy = BacklogPolicy.FailFast;
            configuration.SocketManager = SocketManager.ThreadPool;
            _connecting = ConnectionMultiplexer.ConnectAsync(configuration);
        }
    }

    /// <summary>Whether a Redis is configured.</summary>
    public bool IsConfigured => _connecting is not null;

    /// <summary>The value of a key; null when it is absent or not ours, or when Redis does not answer in time.
    /// </summary>
    public async ValueTask<byte[]?> FindAsync(byte[] key) =>
        Open(key, await WithinBudgetAsync<byte[]?>(async redis => await redis.StringGetAsync(key)));

    /// <summary>Keeps a value under a key; a failure is no one's problem.</summary>
    public void Keep(byte[] key, byte[] value) => _ = WithinBudgetAsync(async redis =>
        await redis.StringSetAsync(key, Sign(key, value), TimeSpan.FromMinutes(_options.KeepMinutes))).AsTask();

    public async ValueTask DisposeAsync()
    {
        if (_connecting is not null)
        {
            try
            {
                await (await _connecting).DisposeAsync();
            }
            catch (RedisException)
            {
                // It was never there.
            }
        }
    }

    private static ConfigurationOptions Parse(RedisOptions options)
    {
        ConfigurationOptions configuration;
        try
        {
            configuration = ConfigurationOptions.Parse(options.Configuration);
        }
        catch (ArgumentException failure)
        {
            var problem = failure.Message.Split('\n')[0];
            throw new StartRefused($"configuration: Redis:Configuration cannot be read: {problem}");
        }

        if (options.TrustedIssuerPath.Length > 0)
        {
            Trust(configuration, options.TrustedIssuerPath);
        }

        return configuration;
    }

    private static void Trust(ConfigurationOptions configuration, string path)
    {
        try
        {
            configuration.TrustIssuer(path);
        }
        catch (Exception failure) when (failure is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new StartRefused(
                $"configuration: Redis:TrustedIssuerPath cannot be read: {failure.GetType().Name}");
        }
    }

    private byte[] Sign(byte[] key, byte[] value) => [.. Mac(key, value), .. value];

    private byte[]? Open(byte[] key, byte[]? kept)
    {
        if (kept is null || kept.Length < MacSize)
        {
            return null;
        }

        var value = kept[MacSize..];
        return CryptographicOperations.FixedTimeEquals(Mac(key, value), kept.AsSpan(0, MacSize)) ? value : null;
    }

    // The length of the key goes in first, so that no two pairs of key and value share one input.
    private byte[] Mac(byte[] key, byte[] value)
    {
        byte[] input = [.. BitConverter.GetBytes(key.Length), .. key, .. value];
        return HMACSHA256.HashData(_macKey, input)[..MacSize];
    }

    private async ValueTask<T?> WithinBudgetAsync<T>(Func<IDatabase, Task<T>> work)
    {
        if (_connecting is not { IsCompletedSuccessfully: true } || IsPaused)
        {
            return default;
        }

        try
        {
            return await work(_connecting.Result.GetDatabase())
                .WaitAsync(TimeSpan.FromMilliseconds(_options.BudgetMs), _clock);
        }
        // Cancelled is what was under way when the connection broke; nobody else can cancel it.
        catch (Exception failure) when (
            failure is RedisException or TimeoutException or ObjectDisposedException or OperationCanceledException)
        {
            Interlocked.Exchange(
                ref _pausedUntil, _clock.GetTimestamp() + (long)(Pause.TotalSeconds * _clock.TimestampFrequency));
            _log.SharedCachePaused(Pause.TotalSeconds, failure.GetType().Name);
            return default;
        }
    }

    private bool IsPaused => _clock.GetTimestamp() < Interlocked.Read(ref _pausedUntil);
}

/// <summary>Log events of caching.</summary>
internal static partial class CachingLog
{
    [LoggerMessage(1100, LogLevel.Warning, "Redis does not answer; reads go without it for {Seconds} s: {Kind}")]
    public static partial void SharedCachePaused(this ILogger log, double seconds, string kind);
}
