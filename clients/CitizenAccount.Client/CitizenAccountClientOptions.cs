using System.Net;
using System.Security.Cryptography.X509Certificates;
using CitizenAccount.Client.Calls;
using Microsoft.Extensions.Options;

namespace CitizenAccount.Client;

/// <summary>How a program talks to the service. Checked when the program starts, or at the first use where nothing
/// starts it; everything wrong is named at once.</summary>
public sealed class CitizenAccountClientOptions
{
    /// <summary>The longest deadline of a call that is no stream; the service refuses longer ones.</summary>
    public static readonly TimeSpan DeadlineMax = TimeSpan.FromSeconds(60);

    /// <summary>The longest deadline of a stream; the service refuses longer ones.</summary>
    public static readonly TimeSpan StreamDeadlineMax = TimeSpan.FromHours(1);

    /// <summary>Where the service is, such as <c>https://citizen-account.example</c>. Required.</summary>
    public Uri? Address { get; set; }

    /// <summary>Name of the program, such as <c>portal</c>, at most 50 characters. People see it in the list of their
    /// sessions. Required.</summary>
    public string ClientName { get; set; } = "";

    /// <summary>Version of the contract this library was built for; it is told to the service when its version is
    /// checked.
    /// </summary>
    public string ClientVersion { get; set; } = OwnVersion;

    /// <summary>Whom calls are made for when nothing else is said. Default: nobody.</summary>
    public CallerCredentials Credentials { get; set; } = CallerCredentials.None;

    /// <summary>Deadline of a read, over all its tries. Default: 5 seconds.</summary>
    public TimeSpan ReadDeadline { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Deadline of a write, over all its tries. Default: 20 seconds.</summary>
    public TimeSpan WriteDeadline { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Deadline of a stream. Default: one hour, after which a watch opens a new one.</summary>
    public TimeSpan StreamDeadline { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Deadlines of single calls, by full name, such as
    /// <c>citizenaccount.eligibility.v1.EligibilityService.GetEligibility</c>.</summary>
    public IDictionary<string, TimeSpan> Deadlines { get; } = new Dictionary<string, TimeSpan>(StringComparer.Ordinal);

    /// <summary>How often a call is tried again when that is safe and may help. 0 to 10; default 3.</summary>
    public int RetriesMax { get; set; } = 3;

    /// <summary>The longest wait before the first retry; the wait doubles with each one and a random part of it is
    /// taken, so that many clients do not come back at once. Default: 100 milliseconds.</summary>
    public TimeSpan RetryWaitFirst { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest wait before any retry, where the service does not ask for more. Default: 5
    /// seconds.</summary>
    public TimeSpan RetryWaitMost { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Certificate by which a partner is known (mutual TLS).</summary>
    public X509Certificate2? Certificate { get; set; }

    /// <summary>Allows <c>http</c> to another machine. Only for networks that encrypt by themselves.</summary>
    public bool AllowPlaintext { get; set; }

    /// <summary>Sends over a handler of one's own instead of a socket: for tests and proxies.</summary>
    public HttpMessageHandler? Handler { get; set; }

    /// <summary>Remembers consistency tokens; null switches that off.</summary>
    public ConsistencyMemory? Memory { get; set; } = new();

    /// <summary>The clock that tells when an access token is about to expire. Deadlines follow the machine's.</summary>
    public TimeProvider Clock { get; set; } = TimeProvider.System;

    internal static string OwnVersion { get; } =
        typeof(CitizenAccountClientOptions).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";

    /// <summary>The deadline of a call.</summary>
    internal TimeSpan DeadlineOf(CallRule? rule)
    {
        if (rule is null)
        {
            return WriteDeadline;
        }

        if (Deadlines.Count > 0 && Deadlines.TryGetValue(rule.FullName, out var own))
        {
            return own;
        }

        return rule.Streams ? StreamDeadline : rule.IsRead ? ReadDeadline : WriteDeadline;
    }
}

/// <summary>Says everything that is wrong with the options.</summary>
internal sealed class OptionsCheck : IValidateOptions<CitizenAccountClientOptions>
{
    private const int NameMax = 50;

    public ValidateOptionsResult Validate(string? name, CitizenAccountClientOptions options)
    {
        var wrong = Wrong(options).ToList();
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private static IEnumerable<string> Wrong(CitizenAccountClientOptions options)
    {
        if (options.Address is not { IsAbsoluteUri: true } address || address.Scheme is not ("http" or "https"))
        {
            yield return "Address: an absolute http or https address is needed.";
        }
        else if (address.Scheme == "http" && !IsLoopback(address) && !options.AllowPlaintext && options.Handler is null)
        {
            yield return "Address: http to another machine sends people's data in the clear; use https, or set "
                + "AllowPlaintext.";
        }

        if (options.ClientName.Length is 0 or > NameMax)
        {
            yield return $"ClientName: 1 to {NameMax} characters are needed.";
        }

        if (!Version.TryParse(options.ClientVersion, out var version) || version.Build < 0)
        {
            yield return "ClientVersion: three numbers are needed, such as 0.1.0.";
        }

        foreach (var line in WrongTimes(options))
        {
            yield return line;
        }
    }

    private static IEnumerable<string> WrongTimes(CitizenAccountClientOptions options)
    {
        var (call, stream) = (CitizenAccountClientOptions.DeadlineMax, CitizenAccountClientOptions.StreamDeadlineMax);
        if (!Within(options.ReadDeadline, call) || !Within(options.WriteDeadline, call))
        {
            yield return "ReadDeadline, WriteDeadline: more than nothing, at most 60 seconds.";
        }

        if (!Within(options.StreamDeadline, stream))
        {
            yield return "StreamDeadline: more than nothing, at most an hour.";
        }

        foreach (var (name, deadline) in options.Deadlines)
        {
            if (CallRules.All.FirstOrDefault(rule => rule.FullName == name) is not { } rule)
            {
                yield return $"Deadlines: the contract has no call {name}.";
            }
            else if (!Within(deadline, rule.Streams ? stream : call))
            {
                yield return $"Deadlines: that of {name}: more than nothing, at most {(rule.Streams ? stream : call)}.";
            }
        }

        if (options.RetriesMax is < 0 or > 10)
        {
            yield return "RetriesMax: 0 to 10.";
        }

        if (options.RetryWaitFirst <= TimeSpan.Zero || options.RetryWaitMost < options.RetryWaitFirst
            || options.RetryWaitMost > call)
        {
            yield return "RetryWaitFirst, RetryWaitMost: more than nothing, in this order, at most 60 seconds.";
        }
    }

    private static bool Within(TimeSpan time, TimeSpan most) => time > TimeSpan.Zero && time <= most;

    private static bool IsLoopback(Uri address) =>
        address.IsLoopback || (IPAddress.TryParse(address.Host, out var ip) && IPAddress.IsLoopback(ip));
}
