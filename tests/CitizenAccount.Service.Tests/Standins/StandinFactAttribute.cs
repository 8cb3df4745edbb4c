using System.Reflection;

namespace CitizenAccount.Service.Tests.Standins;

/// <summary>
/// A test of what the stand-in promises beyond the surface it shares with the genuine package. Where the feed has the
/// genuine package the test is skipped: how that behaves is for its own authors to test.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class StandinFactAttribute : FactAttribute
{
    public StandinFactAttribute(Type type, params string[] tools)
    {
        var assembly = type.Assembly;
        var description = assembly.GetCustomAttribute<AssemblyDescriptionAttribute>()?.Description ?? "";
        if (!description.Contains("Stand-in", StringComparison.Ordinal))
        {
            Skip = $"The genuine {assembly.GetName().Name} is in use.";
            return;
        }

        Skip = Needs.Missing(tools);
    }
}
