using System.ComponentModel.DataAnnotations;
using CitizenAccount.Service.Platform.Hosting;

namespace CitizenAccount.Service.Platform.Caching;

/// <summary>The shared cache. Section <c>Redis</c>. Without it every read asks the database.</summary>
internal sealed class RedisOptions
{
    public const string Section = "Redis";

    /// <summary>Configuration of StackExchange.Redis, <c>host:port,password=…,ssl=true</c>; empty is no Redis.
    /// </summary>
    [Secret]
    public string Configuration { get; set; } = "";

    /// <summary>PEM file of the authority that signs the certificate of Redis, where the machine does not know it;
    /// empty is those the machine knows. The name in the certificate counts either way.</summary>
    public string TrustedIssuerPath { get; set; } = "";

    /// <summary>How long a read waits for Redis before it goes on without, milliseconds.</summary>
    [Range(1, 5_000, ErrorMessage = "must lie between 1 and 5,000")]
    public int BudgetMs { get; set; } = 25;

    /// <summary>How long an entry is kept, minutes.</summary>
    [Range(1, 44_640, ErrorMessage = "must lie between 1 and 44,640")]
    public int KeepMinutes { get; set; } = 720;
}
