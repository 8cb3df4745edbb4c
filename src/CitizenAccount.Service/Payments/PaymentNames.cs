using System.Globalization;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;

namespace CitizenAccount.Service.Payments;

/// <summary>The resource names of this room, written and read in one exact form.</summary>
internal static class PaymentNames
{
    private const string Cycles = "cycles/";
    private const string Batches = "paymentBatches/";
    private const string Files = "/bankFiles/";

    public static string OfCycle(YearMonth month) => $"{Cycles}{month}";

    public static string OfPayment(HouseholdId household, YearMonth month) => $"{household.Name}/payments/{month}";

    public static string OfBatch(int number) => string.Create(CultureInfo.InvariantCulture, $"{Batches}{number}");

    public static string OfFile(int batch, int file) =>
        string.Create(CultureInfo.InvariantCulture, $"{Batches}{batch}{Files}{file}");

    public static YearMonth ReadCycle(string name, RequestCheck check, string field)
    {
        var month = default(YearMonth);
        check.That(
            name.StartsWith(Cycles, StringComparison.Ordinal)
            && YearMonth.TryParse(name[Cycles.Length..], out month, out _) && OfCycle(month) == name, field,
            "اسم الدورة غير صحيح؛ صيغته cycles/2026-12.", "No cycle name; its form is cycles/2026-12.");
        return month;
    }

    public static int ReadBatch(string name, RequestCheck check, string field = "name")
    {
        check.That(
            TryReadBatch(name, out var number), field,
            "اسم المسيّر غير صحيح؛ صيغته paymentBatches/{batch}.",
            "No batch name; its form is paymentBatches/{batch}.");
        return number;
    }

    public static (int Batch, int File) ReadFile(string name, RequestCheck check)
    {
        var parts = name.Length > 100 ? [] : name.Split(Files);
        var (batch, file) = (0, 0);
        check.That(
            parts.Length == 2 && TryReadBatch(parts[0], out batch) && TryReadNumber(parts[1], out file), "name",
            "اسم الملف غير صحيح؛ صيغته paymentBatches/{batch}/bankFiles/{file}.",
            "No file name; its form is paymentBatches/{batch}/bankFiles/{file}.");
        return (batch, file);
    }

    public static HouseholdId ReadHousehold(string name, RequestCheck check, string field)
    {
        check.That(
            HouseholdId.TryParseName(name, out var household), field,
            "اسم الأسرة غير صحيح؛ صيغته households/{household}.",
            "No household name; its form is households/{household}.");
        return household;
    }

    public static (HouseholdId Household, YearMonth Month) ReadPayment(string name, RequestCheck check)
    {
        const string payments = "/payments/";
        var at = name.Length > 100 ? -1 : name.IndexOf(payments, StringComparison.Ordinal);
        var (household, month) = (default(HouseholdId), default(YearMonth));
        check.That(
            at > 0 && HouseholdId.TryParseName(name[..at], out household)
            && YearMonth.TryParse(name[(at + payments.Length)..], out month, out _)
            && OfPayment(household, month) == name, "name",
            "اسم الدفعة غير صحيح؛ صيغته households/{household}/payments/2026-12.",
            "No payment name; its form is households/{household}/payments/2026-12.");
        return (household, month);
    }

    /// <summary>Reads a name below a household, such as a hold's.</summary>
    public static (HouseholdId Household, Guid Id) ReadBelow(string name, string collection, RequestCheck check)
    {
        var household = default(HouseholdId);
        var sound = ResourceName.TryParseBelow(name, collection, out var parent, out var id)
            && HouseholdId.TryParseName(parent, out household);
        check.That(
            sound, "name", $"الاسم غير صحيح؛ صيغته households/{{household}}/{collection}/{{id}}.",
            $"No such name; its form is households/{{household}}/{collection}/{{id}}.");
        return (household, id);
    }

    private static bool TryReadBatch(string name, out int number)
    {
        number = 0;
        return name.StartsWith(Batches, StringComparison.Ordinal) && TryReadNumber(name[Batches.Length..], out number);
    }

    private static bool TryReadNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number)
        && number > 0
        && number.ToString(CultureInfo.InvariantCulture) == text;
}
