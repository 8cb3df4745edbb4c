using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Rules;
using CitizenAccount.Rules.Households;
using Google.Rpc;

namespace CitizenAccount.Service.Applications;

/// <summary>Something an application cannot be submitted without.</summary>
/// <param name="Type">What is missing, in upper case.</param>
/// <param name="Subject">The field or member it concerns.</param>
/// <param name="Text">What to do.</param>
internal sealed record Missing(string Type, string Subject, LocalizedText Text);

/// <summary>What an application lacks to be submitted: everything at once. An empty list of incomes says that there
/// are none.</summary>
internal static class Completeness
{
    public static IEnumerable<Missing> Of(Application application)
    {
        if (application.Kind == 0)
        {
            yield return new("KIND", "kind", new("اختر: رب أسرة أو فرد مستقل.", "Choose head or independent."));
        }

        if (application.Accounts.Count == 0)
        {
            yield return new("BANK_ACCOUNT", "bank_account", new(
                "أدخل آيبان حساب باسم مقدم الطلب.", "Give the IBAN of the applicant's own account."));
        }

        if (application.Address is not { IsWhole: true })
        {
            yield return new("ADDRESS", "address", new(
                "أدخل العنوان الوطني: المختصر، أو رقم المبنى والرمز البريدي والرقم الإضافي.",
                "Give the national address: the short one, or building, postal code and additional number."));
        }

        foreach (var missing in People(application).Concat(Housing(application)))
        {
            yield return missing;
        }
    }

    /// <summary>A required document that nothing meets.</summary>
    public static Missing Document(string subject, LocalizedText cause) => new("DOCUMENT", subject, cause);

    /// <summary>A member who counts in another household.</summary>
    public static Missing Elsewhere(string member) => new("MEMBER_ELSEWHERE", member, new(
        "هذا الفرد محتسب في أسرة أخرى. يُحذف من الطلب الآخر أولًا.",
        "This person counts in another household. Have the person removed there first."));

    /// <summary>APPLICATION_INCOMPLETE with everything missing.</summary>
    public static Refusal Refuse(IReadOnlyCollection<Missing> missing)
    {
        var detail = new PreconditionFailure();
        detail.Violations.Add(missing.Select(one => new PreconditionFailure.Types.Violation
        {
            Type = one.Type,
            Subject = one.Subject,
            Description = $"{one.Text.Arabic} | {one.Text.English}",
        }));
        return Refusal.Of(ErrorReason.ApplicationIncomplete).With("missing", $"{missing.Count}").WithDetail(detail);
    }

    private static IEnumerable<Missing> People(Application application)
    {
        var dependants = application.Active.Count() - 1;
        if (application.Kind == HouseholdKind.Head && dependants == 0)
        {
            yield return new("DEPENDANTS", "members", new(
                "لرب الأسرة تابع واحد على الأقل: أضف تابعًا أو اختر فردًا مستقلًا.",
                "A head has at least one dependant: add one, or choose independent."));
        }

        if (application.Kind == HouseholdKind.Independent && dependants > 0)
        {
            yield return new("NO_DEPENDANTS", "members", new(
                "الفرد المستقل ليس له تابعون: اختر رب أسرة أو احذف التابعين.",
                "An independent has no dependants: choose head, or remove the dependants."));
        }
    }

    private static IEnumerable<Missing> Housing(Application application)
    {
        var housing = application.Housing ?? DeclaredHousing.Empty;
        if (housing.Kind == 0)
        {
            yield return new("HOUSING", "housing.kind", new("اذكر نوع السكن.", "Say how the household lives."));
        }

        if (application.Kind != HouseholdKind.Independent)
        {
            yield break;
        }

        if (housing.Proof == HousingProof.None)
        {
            yield return new("HOUSING_PROOF", "housing.proof", new(
                "اختر ما يثبت الاستقلالية في السكن.", "Choose what proves living apart."));
        }

        if (housing is { Proof: HousingProof.EjarLease, LeaseNumber: "" })
        {
            yield return new("LEASE_NUMBER", "housing.lease_number", new(
                "أدخل رقم عقد إيجار.", "Give the number of the Ejar contract."));
        }

        if (housing is { Proof: HousingProof.EjarLease, MeterNumber: "" })
        {
            yield return new("METER_NUMBER", "housing.meter_number", new(
                "أدخل رقم عداد الكهرباء للوحدة.", "Give the number of the unit's electricity meter."));
        }
    }
}
