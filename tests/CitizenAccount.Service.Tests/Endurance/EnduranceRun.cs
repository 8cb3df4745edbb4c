using System.Globalization;
using Xunit.Abstractions;

namespace CitizenAccount.Service.Tests.Endurance;

/// <summary>What the longer runs share: the variables that switch them on, and where they print to.</summary>
internal static class EnduranceRun
{
    /// <summary>A number that a variable of the environment sets; what is tried without it.</summary>
    public static int Setting(string name, int without) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : without;

    /// <summary>Whether a variable asks for the long run.</summary>
    public static bool IsLong(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 };

    /// <summary>Prints a line of the result, also into the file that CITIZENACCOUNT_ENDURANCE_LOG names, where it can be
    /// read while the run goes on.</summary>
    public static void Say(this ITestOutputHelper output, string line)
    {
        output.WriteLine(line);
        if (Environment.GetEnvironmentVariable("CITIZENACCOUNT_ENDURANCE_LOG") is { Length: > 0 } file)
        {
            File.AppendAllText(file, line + "\n");
        }
    }

    /// <summary>A percentile of times; 0 of none.</summary>
    public static double Percentile(IEnumerable<double> times, double part)
    {
        double[] sorted = [.. times.Order()];
        return sorted.Length == 0 ? 0 : sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * part))];
    }
}
