using System.Globalization;
using CitizenAccount.Service.Kernel;

namespace CitizenAccount.Service.Applications.Documents;

/// <summary>Names a document, <c>households/{household}/documents/{document}</c>.</summary>
internal readonly record struct DocumentName(HouseholdId Household, Guid Document)
{
    public string Text => $"{Household.Name}/documents/{Document:D}";

    /// <summary>Reads a name; nothing may stand around it.</summary>
    public static bool TryParse(string? name, out DocumentName value)
    {
        value = default;
        if (!ResourceName.TryParseBelow(name, "documents", out var parent, out var document)
            || !HouseholdId.TryParseName(parent, out var household))
        {
            return false;
        }

        value = new DocumentName(household, document);
        return true;
    }
}

/// <summary>Names of members as documents carry them, <c>households/{household}/members/{position}</c>; empty for the
/// household itself.</summary>
internal static class DocumentMember
{
    private const int DigitsMax = 4;

    public static string NameOf(HouseholdId household, int position) =>
        position == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{household.Name}/members/{position}");

    /// <summary>Reads the position of a member of this household.</summary>
    public static bool TryParse(string name, HouseholdId household, out int position)
    {
        position = 0;
        if (name.Length == 0)
        {
            return true;
        }

        var prefix = $"{household.Name}/members/";
        return name.Length <= prefix.Length + DigitsMax
            && name.StartsWith(prefix, StringComparison.Ordinal)
            && int.TryParse(name.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out position)
            && position > 0
            && name[prefix.Length] != '0';
    }
}
