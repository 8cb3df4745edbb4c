using System.Globalization;

namespace CitizenAccount.Rules.Tests.Households;

/// <summary>Holds the numbers of an enumeration to a list.</summary>
internal static class FrozenNumbers
{
    /// <summary>Each name with its number as <c>Name=1</c>, in the order of the numbers, all of them.</summary>
    public static void AssertAre<T>(params string[] expected)
        where T : struct, Enum
    {
        var actual = Enum.GetNames<T>().Select(name =>
            name + "=" + Convert.ToUInt64(Enum.Parse<T>(name), CultureInfo.InvariantCulture)
                .ToString(CultureInfo.InvariantCulture));
        Assert.Equal(expected, actual);
    }
}
