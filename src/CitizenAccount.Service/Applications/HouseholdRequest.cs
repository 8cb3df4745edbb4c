using CitizenAccount.Rules.Households;
using CitizenAccount.Rules.Identity;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;
using Contract = CitizenAccount.Contracts.Account.V1;

namespace CitizenAccount.Service.Applications;

/// <summary>Reads requests about household data, field by field.</summary>
internal static class HouseholdRequest
{
    private const int NameMax = 100;
    private const int NumberMax = 50;
    private const int EtagMax = 40;

    public static HouseholdId ReadHousehold(this RequestCheck check, string name, string field = "household")
    {
        check.That(
            HouseholdId.TryParseName(name, out var household), field,
            "اسم الأسرة غير صحيح؛ صيغته \u2066households/{household}\u2069.",
            "No household name; its form is households/{household}.");
        return household;
    }

    public static string ReadEtag(this RequestCheck check, string etag)
    {
        check.That(
            etag.Length is > 0 and <= EtagMax, "etag",
            "اذكر قيمة \u2066etag\u2069 للحالة التي اطلعت عليها.", "Name the etag of the state you saw.");
        return etag;
    }

    /// <summary>Reads the values that the mask names; the rest is not looked at.</summary>
    public static HouseholdValues Read(
        Contract.UpdateApplicationRequest request, HouseholdId household, RequestCheck check)
    {
        var paths = check.ReadMask(request.UpdateMask, HouseholdChanges.Paths);
        var given = request.Application;
        check.That(
            given is not null, "application", "أرسل القيم الجديدة.", "Send the new values.");
        given ??= new Contract.Application();
        if (paths.Contains("kind"))
        {
            check.That(
                given.Kind is Contracts.Type.V1.BeneficiaryKind.Head or Contracts.Type.V1.BeneficiaryKind.Independent,
                "application.kind", "اختر: رب أسرة أو فرد مستقل.", "Choose head or independent.");
        }

        if (paths.Contains("married_woman_case"))
        {
            check.CheckKnown(given.MarriedWomanCase, "application.married_woman_case");
        }

        return new HouseholdValues(
            paths, (HouseholdKind)(int)given.Kind.Bounded(), (MarriedWomanCase)(int)given.MarriedWomanCase.Bounded(),
            ReadAddress(given.Address ?? new Contract.NationalAddress(), paths, check),
            ReadHousing(given.Housing ?? new Contract.Housing(), paths, household, check));
    }

    /// <summary>Notes an enum value that is unknown; unspecified is sound.</summary>
    public static void CheckKnown<T>(this RequestCheck check, T value, string field)
        where T : struct, Enum => check.That(
            Enum.IsDefined(value), field, "اختر قيمة من القائمة.", "Choose a value from the list.");

    /// <summary>An unknown value as unspecified: it was noted as bad, and must not overflow a smaller type.</summary>
    public static T Bounded<T>(this T value)
        where T : struct, Enum => Enum.IsDefined(value) ? value : default;

    private static DeclaredAddress ReadAddress(
        Contract.NationalAddress given, IReadOnlySet<string> paths, RequestCheck check)
    {
        const string Field = "application.address";
        var shortForm = "";
        if (Takes("short_address") && given.ShortAddress.Length > 0)
        {
            if (ShortAddress.TryParse(given.ShortAddress, out var parsed, out var problem))
            {
                shortForm = parsed.Value;
            }
            else
            {
                check.Add($"{Field}.short_address", problem.Text);
            }
        }

        var address = new DeclaredAddress(
            shortForm,
            Digits(given.BuildingNumber, "building_number", text => Part(text, "00000", "0000")?.Building),
            Text(given.Street, "street"),
            Text(given.District, "district"),
            Text(given.City, "city"),
            Digits(given.PostalCode, "postal_code", text => Part("0000", text, "0000")?.PostalCode),
            Digits(given.AdditionalNumber, "additional_number", text => Part("0000", "00000", text)?.Additional));
        check.That(
            !paths.Contains("address") || address.IsWhole || !check.IsClean, Field,
            "أدخل العنوان المختصر، أو رقم المبنى والرمز البريدي والرقم الإضافي.",
            "Give the short address, or building, postal code and additional number.");
        return address;

        bool Takes(string part) => paths.Contains("address") || paths.Contains($"address.{part}");

        string Text(string text, string part) =>
            Takes(part) ? check.ReadText(text, NameMax, $"{Field}.{part}") : "";

        string Digits(string text, string part, Func<string, string?> read)
        {
            if (!Takes(part) || text.Length == 0)
            {
                return "";
            }

            var digits = read(text);
            check.That(
                digits is not null, $"{Field}.{part}", "اكتب الأرقام كما هي في العنوان الوطني.",
                "Write the digits as the national address has them.");
            return digits ?? "";
        }
    }

    private static NationalAddress? Part(string building, string postalCode, string additional) =>
        NationalAddress.TryCreate(building, postalCode, additional, out var address, out _) ? address : null;

    private static DeclaredHousing ReadHousing(
        Contract.Housing given, IReadOnlySet<string> paths, HouseholdId household, RequestCheck check)
    {
        const string Field = "application.housing";
        if (Takes("kind"))
        {
            check.CheckChoice(given.Kind, $"{Field}.kind");
        }

        if (Takes("proof"))
        {
            check.CheckKnown(given.Proof, $"{Field}.proof");
        }

        var housing = new DeclaredHousing(
            (byte)given.Kind.Bounded(), (HousingProof)(int)given.Proof.Bounded(),
            Text(given.LeaseNumber, "lease_number"), Text(given.MeterNumber, "meter_number"),
            Takes("document") ? ReadDocument(given.Document, household, check) : null,
            Takes("valid_until_date") && given.ValidUntilDate is not null
                ? check.ReadDate(given.ValidUntilDate, $"{Field}.valid_until_date")
                : null);
        if (paths.Contains("housing") && housing.Proof == HousingProof.EjarLease)
        {
            check.That(
                given.LeaseNumber.Length > 0, $"{Field}.lease_number", "أدخل رقم عقد إيجار.",
                "Give the number of the Ejar contract.");
            check.That(
                given.MeterNumber.Length > 0, $"{Field}.meter_number", "أدخل رقم عداد الكهرباء للوحدة.",
                "Give the number of the unit's electricity meter.");
        }

        return housing;

        bool Takes(string part) => paths.Contains("housing") || paths.Contains($"housing.{part}");

        string Text(string text, string part) =>
            Takes(part) ? check.ReadText(text, NumberMax, $"{Field}.{part}") : "";
    }

    private static Guid? ReadDocument(string name, HouseholdId household, RequestCheck check)
    {
        if (name.Length == 0)
        {
            return null;
        }

        var found = ResourceName.TryParseBelow(name, "documents", out var parent, out var id)
            && parent == household.Name;
        check.That(
            found, "application.housing.document", "هذا ليس مستندًا لهذه الأسرة.",
            "This is no document of this household.");
        return found ? id : null;
    }
}
