using CitizenAccount.Contracts.Objection.V1;
using CitizenAccount.Rules.Cases;
using CitizenAccount.Rules.Decisions;
using CitizenAccount.Rules.Time;
using CitizenAccount.Service.Applications.Documents;
using CitizenAccount.Service.Eligibility;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;
using PublicReason = CitizenAccount.Contracts.Eligibility.V1.DecisionReason;

namespace CitizenAccount.Service.Objections;

/// <summary>What is objected to, parsed.</summary>
/// <param name="Kind">A decision or a payment.</param>
/// <param name="Household">Whose.</param>
/// <param name="Month">Of which month.</param>
internal sealed record FilingSubject(ObjectionKind Kind, HouseholdId Household, YearMonth Month)
{
    private static readonly Dictionary<PublicReason, DecisionReason> Reasons =
        Enum.GetValues<DecisionReason>().ToDictionary(ReasonWire.ToWire);

    /// <summary>Contested reasons that the rules know.</summary>
    public ReasonSet Grounds { get; init; }

    /// <summary>One that the rules never give; it stands in no decision.</summary>
    public PublicReason ForeignGround { get; init; }

    public PaymentProblem Problem { get; init; }

    public int MonthCode => (Month.Year * 100) + Month.Month;

    /// <summary>Reads what an objection to a decision is about.</summary>
    public static FilingSubject Read(EligibilityFiling filing, string field, RequestCheck check)
    {
        var name = DecisionName.Read(filing.Decision, check, $"{field}.decision");
        var known = filing.Grounds.Count is > 0 and <= 50
            && filing.Grounds.All(ground => Enum.IsDefined(ground) && ground != PublicReason.Unspecified);
        check.That(
            known, $"{field}.grounds",
            "اختر سببًا واحدًا على الأقل من أسباب القرار.", "Choose one or more of the reasons of the decision.");
        var grounds = ReasonSet.Empty;
        foreach (var ground in filing.Grounds)
        {
            grounds = Reasons.TryGetValue(ground, out var reason) ? grounds.With(reason) : grounds;
        }

        return new FilingSubject(ObjectionKind.Eligibility, name.Household, name.Month)
        {
            Grounds = grounds,
            ForeignGround = filing.Grounds.FirstOrDefault(ground => !Reasons.ContainsKey(ground)),
        };
    }

    /// <summary>Reads what an objection to a payment is about.</summary>
    public static FilingSubject Read(PaymentFiling filing, string field, RequestCheck check)
    {
        const string collection = "/payments/";
        var at = filing.Payment.IndexOf(collection, StringComparison.Ordinal);
        var (household, month) = (default(HouseholdId), default(YearMonth));
        check.That(
            at > 0
            && HouseholdId.TryParseName(filing.Payment[..at], out household)
            && YearMonth.TryParse(filing.Payment[(at + collection.Length)..], out month, out _)
            && filing.Payment == $"{household.Name}{collection}{month}",
            $"{field}.payment",
            "اسم الدفعة غير صحيح؛ صيغته households/{household}/payments/{cycle}.",
            "No payment name; its form is households/{household}/payments/{cycle}, for example …/payments/2026-12.");
        check.CheckChoice(filing.Problem, $"{field}.problem");
        return new FilingSubject(ObjectionKind.Payment, household, month) { Problem = filing.Problem };
    }
}

/// <summary>An objection as a person files it, parsed.</summary>
/// <param name="Subject">What is objected to.</param>
/// <param name="Member">Position of the member it is for; 0 for the household.</param>
/// <param name="Text">The person's words.</param>
/// <param name="Documents">Evidence.</param>
internal sealed record Filing(FilingSubject Subject, int Member, string Text, IReadOnlyList<Guid> Documents)
{
    public const int TextMax = 4_000;
    public const int DocumentsMax = 20;

    /// <summary>The ticket it came from; null otherwise.</summary>
    public string? Ticket { get; init; }

    /// <summary>Reads a filing; notes every bad field.</summary>
    public static Filing Parse(FileObjectionRequest request, RequestCheck check)
    {
        var subject = request.SubjectCase switch
        {
            FileObjectionRequest.SubjectOneofCase.Eligibility =>
                FilingSubject.Read(request.Eligibility, "eligibility", check),
            FileObjectionRequest.SubjectOneofCase.Payment => FilingSubject.Read(request.Payment, "payment", check),
            _ => Missing(check),
        };
        var member = 0;
        var own = subject.Household;
        CheckMember(
            check,
            request.Member.Length == 0
            || (own != default && DocumentMember.TryParse(request.Member, own, out member)));
        return new Filing(
            subject, member, ReadText(check, request.Text, 10, "text"),
            ReadDocuments(check, request.Documents, subject.Household));
    }

    /// <summary>Notes that the member named is none of the household's.</summary>
    public static bool CheckMember(RequestCheck check, bool holds) => check.That(
        holds, "member",
        "هذا الفرد ليس من الأسرة؛ صيغة الاسم households/{household}/members/{member}.",
        "No member of this household; the form is households/{household}/members/{member}.");

    /// <summary>Reads what a person says.</summary>
    public static string ReadText(RequestCheck check, string text, int least, string field, int most = TextMax)
    {
        check.That(
            CaseText.IsSound(text, least, most), field,
            string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"اكتب نصًا من \u2066{least}\u2069 إلى \u2066{most}\u2069 حرف، دون رموز تحكم أو رموز اتجاه."),
            string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"Write {least} to {most} characters, without control and direction characters."));
        return text.Trim();
    }

    /// <summary>Reads names of documents of a household.</summary>
    public static IReadOnlyList<Guid> ReadDocuments(
        RequestCheck check, IReadOnlyList<string> names, HouseholdId household)
    {
        var read = new List<Guid>(names.Count);
        var sound = names.Count <= DocumentsMax;
        foreach (var name in names.Take(DocumentsMax))
        {
            sound &= DocumentName.TryParse(name, out var document)
                && (household == default || document.Household == household);
            read.Add(document.Document);
        }

        check.That(
            sound, "documents",
            "أرفق \u206620\u2069 مستندًا على الأكثر من مستندات الأسرة: households/{household}/documents/{document}.",
            "Give 20 documents of the household at most: households/{household}/documents/{document}.");
        return [.. read.Distinct()];
    }

    private static FilingSubject Missing(RequestCheck check)
    {
        check.Add("subject", new Rules.LocalizedText(
            "حدد القرار أو الدفعة محل الاعتراض.", "Name the decision or the payment that is objected to."));
        return new FilingSubject(ObjectionKind.Unspecified, default, default);
    }
}
