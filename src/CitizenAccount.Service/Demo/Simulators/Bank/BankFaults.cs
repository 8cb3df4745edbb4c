using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CitizenAccount.Service.Demo.Simulators.Bank;

/// <summary>How often the bank goes wrong, in percent of what each is drawn for. The same seed and the same files go
/// wrong in the same way, whatever the order.</summary>
internal sealed class BankFaults
{
    /// <summary>A file is not taken and nothing is said of it.</summary>
    public const string Timeout = "timeout";

    /// <summary>What was done is not told, until it is asked after.</summary>
    public const string Lose = "lose";

    /// <summary>An answer comes a second time, as it was and under another name and message id.</summary>
    public const string Twice = "twice";

    /// <summary>An answer comes cut off, and whole a day later.</summary>
    public const string Truncate = "truncate";

    /// <summary>A transfer is refused.</summary>
    public const string Reject = "reject";

    /// <summary>A deposit comes back after three days.</summary>
    public const string Return = "return";

    private static readonly string[] Names = [Timeout, Lose, Twice, Truncate, Reject, Return];

    private readonly Dictionary<string, int> _percents = [];
    private readonly int _seed;

    private BankFaults(int seed) => _seed = seed;

    /// <summary>Reads <c>lose=10,return=3</c>; <c>all</c> is a bad day with every fault.</summary>
    /// <returns>Null where it names a fault that does not exist, or no percentage.</returns>
    public static BankFaults? TryParse(string text, int seed)
    {
        var faults = new BankFaults(seed);
        text = text == "all" ? "timeout=20,lose=20,twice=30,truncate=20,reject=3,return=3" : text;
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var pair = part.Split('=');
            if (pair.Length != 2 || !Names.Contains(pair[0])
                || !int.TryParse(pair[1], NumberStyles.None, CultureInfo.InvariantCulture, out var percent)
                || percent > 100)
            {
                return null;
            }

            faults._percents[pair[0]] = percent;
        }

        return faults;
    }

    /// <summary>Whether a fault befalls something.</summary>
    public bool Befalls(string fault, string what) =>
        DrawOf(fault, what, 100) < _percents.GetValueOrDefault(fault);

    /// <summary>A number below <paramref name="below"/>, always the same for the same.</summary>
    public int DrawOf(string why, string what, int below) => (int)(BinaryPrimitives.ReadUInt32BigEndian(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{_seed}/{why}/{what}"))) % (uint)below);
}
