using System.Globalization;

namespace CitizenAccount.Service.SystemInfo;

/// <summary>A version such as <c>0.1.0</c>: three numbers. What may follow after a hyphen or a plus names a build and
/// changes nothing here.</summary>
internal readonly record struct ClientVersion(int Major, int Minor, int Patch) : IComparable<ClientVersion>
{
    /// <summary>Longest text taken.</summary>
    public const int LengthMax = 50;

    /// <summary>The first version of the next minor release.</summary>
    public ClientVersion NextMinor => new(Major, Minor + 1, 0);

    public static bool TryParse(string text, out ClientVersion value)
    {
        value = default;
        var end = text.AsSpan().IndexOfAny('-', '+');
        var build = end < 0 ? "" : text[(end + 1)..];
        string[] numbers = (end < 0 ? text : text[..end]).Split('.');
        if (text.Length > LengthMax
            || numbers.Length != 3
            || (end >= 0 && build.Length == 0)
            || !build.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '+')
            || !TryNumber(numbers[0], out var major)
            || !TryNumber(numbers[1], out var minor)
            || !TryNumber(numbers[2], out var patch))
        {
            return false;
        }

        value = new ClientVersion(major, minor, patch);
        return true;
    }

    /// <summary>As <see cref="TryParse"/>, for versions of our own.</summary>
    /// <exception cref="FormatException">The text is no version.</exception>
    public static ClientVersion Parse(string text) =>
        TryParse(text, out var value) ? value : throw new FormatException($"'{text}' is no version such as 0.1.0.");

    public int CompareTo(ClientVersion other) =>
        (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}.{Patch}");

    // Six digits are enough for a number of a version, and leave room to count on.
    private static bool TryNumber(string text, out int number)
    {
        number = 0;
        return text.Length <= 6 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
