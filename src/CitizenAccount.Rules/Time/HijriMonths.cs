namespace CitizenAccount.Rules.Time;

/// <summary>The twelve months of the Hijri year in both languages.</summary>
public static class HijriMonths
{
    private static readonly LocalizedText[] Names =
    [
        new("محرم", "Muharram"),
        new("صفر", "Safar"),
        new("ربيع الأول", "Rabi al-Awwal"),
        new("ربيع الآخر", "Rabi al-Akhir"),
        new("جمادى الأولى", "Jumada al-Ula"),
        new("جمادى الآخرة", "Jumada al-Akhirah"),
        new("رجب", "Rajab"),
        new("شعبان", "Shaban"),
        new("رمضان", "Ramadan"),
        new("شوال", "Shawwal"),
        new("ذو القعدة", "Dhu al-Qidah"),
        new("ذو الحجة", "Dhu al-Hijja"),
    ];

    /// <param name="month">1 (Muharram) to 12 (Dhu al-Hijja).</param>
    public static LocalizedText Name(int month)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(month, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(month, 12);
        return Names[month - 1];
    }
}
