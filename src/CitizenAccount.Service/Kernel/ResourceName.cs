namespace CitizenAccount.Service.Kernel;

/// <summary>Reads names of the form <c>collection/{uuid}</c>.</summary>
internal static class ResourceName
{
    // Guid takes blanks around its digits; a name has none.
    private const int IdLength = 36;

    /// <summary>Reads a name; nothing may stand around the id.</summary>
    public static bool TryParse(string? name, string collection, out Guid id)
    {
        id = default;
        return name is not null
            && name.Length == collection.Length + 1 + IdLength
            && name.StartsWith(collection, StringComparison.Ordinal)
            && name[collection.Length] == '/'
            && Guid.TryParseExact(name.AsSpan(collection.Length + 1), "D", out id);
    }

    /// <summary>Reads a name below another: <c>parent/collection/{uuid}</c>.</summary>
    public static bool TryParseBelow(string? name, string collection, out string parent, out Guid id)
    {
        var at = name?.IndexOf($"/{collection}/", StringComparison.Ordinal) ?? -1;
        parent = at > 0 ? name![..at] : "";
        id = default;
        return at > 0 && TryParse(name![(at + 1)..], collection, out id);
    }
}
