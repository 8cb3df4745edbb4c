namespace CitizenAccount.Service.Platform.Calls;

/// <summary>The page sizes of the contract: 0 means 50, more than 1000 is cut to 1000, a negative one is refused.
/// </summary>
internal static class Paging
{
    /// <summary>Items on a page when the caller does not say.</summary>
    public const int SizeDefault = 50;

    /// <summary>Most items on a page.</summary>
    public const int SizeMax = 1_000;

    /// <summary>Reads a page size; notes a negative one as bad.</summary>
    public static int ReadSize(int pageSize, RequestCheck check, string field = "page_size")
    {
        check.That(
            pageSize >= 0,
            field,
            "عدد العناصر في الصفحة لا يكون سالبًا: اتركه أو اكتب رقمًا من \u20661\u2069 إلى \u20661000\u2069.",
            "The number of items on a page is not negative: leave it out, or give 1 to 1000.");
        return pageSize switch
        {
            <= 0 => SizeDefault,
            > SizeMax => SizeMax,
            _ => pageSize,
        };
    }
}
