namespace CitizenAccount.Portal.Pages;

/// <summary>Where to go back to, when an address says it: a page of this portal and nothing else.</summary>
internal static class SafePath
{
    public static string Of(string path, string otherwise = "/") =>
        path.Length is > 0 and < 500 && path[0] == '/' && !path.StartsWith("//", StringComparison.Ordinal)
        && path.All(c => c is > ' ' and < '\u007F' and not '\\')
            ? path : otherwise;
}
