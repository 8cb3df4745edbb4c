using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Contracts.Partner.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Applications;
using CitizenAccount.Service.Eligibility;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Partners.Submissions;
using CitizenAccount.Service.Partners.Verifications;
using CitizenAccount.Service.Platform.Calls;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using IncomeKind = CitizenAccount.Rules.Households.IncomeKind;

namespace CitizenAccount.Service.Partners;

/// <summary>What partner systems ask and tell, at the wire.</summary>
internal sealed partial class PartnersRpc(
    PersonsAsked persons, PersonStandingsApi standings, EligibilityApi eligibility, IncomeComparison incomes,
    PartnerReceipts receipts, SubmissionCalls submissions, VerificationServing verifications, ConsistencyTokens tokens,
    TimeProvider clock)
    : IncomeVerificationService.IncomeVerificationServiceBase
{
    private const int PersonsMax = 1_000;
    private const long HalalasMax = 100_000_000;

    public override async Task<GetStandingResponse> GetStanding(GetStandingRequest request, ServerCallContext context)
    {
        var check = new RequestCheck();
        var person = PersonsAsked.Read(request.Person, check, "person");
        ConsistencyTokens.Check(request.Consistency, check);
        check.ThrowIfBad();
        var wanted = tokens.Read(request.Consistency, default(HouseholdId));
        var found = await persons.FindAsync([person], request.Purpose, context);
        var standing = await StandingAsync(person, found.GetValueOrDefault(person.NationalId), wanted, context)
            ?? throw Refusal.Of(ErrorReason.PersonNotKnown).ToException();
        var response = new GetStandingResponse { Standing = standing };
        response.Receipt = Receipt("GetStanding", request.Purpose, request, response, context);
        (response.Freshness, response.ConsistencyToken) = await StateAsync(context);
        return response;
    }

    public override async Task<BatchGetStandingResponse> BatchGetStanding(
        BatchGetStandingRequest request, ServerCallContext context)
    {
        var check = new RequestCheck();
        var asked = ReadPersons(request, check);
        ConsistencyTokens.Check(request.Consistency, check);
        check.ThrowIfBad();
        var wanted = tokens.Read(request.Consistency, default(HouseholdId));
        var found = await persons.FindAsync(asked, request.Purpose, context);
        var response = new BatchGetStandingResponse();
        foreach (var person in asked)
        {
            var standing = await StandingAsync(person, found.GetValueOrDefault(person.NationalId), wanted, context);
            var result = new BatchGetStandingResult { PersonReference = person.Reference };
            if (standing is null)
            {
                result.Refusal = ErrorReason.PersonNotKnown;
            }
            else
            {
                result.Standing = standing;
            }

            response.Results.Add(result);
        }

        response.Receipt = Receipt("BatchGetStanding", request.Purpose, request, response, context);
        (response.Freshness, response.ConsistencyToken) = await StateAsync(context);
        return response;
    }

    public override async Task<VerifyIncomeResponse> VerifyIncome(
        VerifyIncomeRequest request, ServerCallContext context)
    {
        var check = new RequestCheck();
        var now = clock.GetUtcNow();
        var person = PersonsAsked.Read(request.Person, check, "person");
        check.That(request.IncomeMonth is not null, "income_month", "الشهر مطلوب.", "A month is needed.");
        var month = BenefitMonths.Read(request.IncomeMonth, check, "income_month", now);
        var believed = ReadIncomes(request, check);
        ConsistencyTokens.Check(request.Consistency, check);
        check.ThrowIfBad();
        BenefitMonths.RequireKnown(month, now);
        tokens.Read(request.Consistency, default(HouseholdId));
        var found = await persons.FindAsync([person], request.Purpose, context);
        var response = new VerifyIncomeResponse();
        if (found.TryGetValue(person.NationalId, out var counted))
        {
            response.Verification = await incomes.CompareAsync(counted, month, believed, context.CancellationToken);
        }
        else if (await persons.IsKnownAsync(person.NationalId, context.CancellationToken))
        {
            response.Verification = new IncomeVerification { Answer = VerificationAnswer.Unknown };
        }
        else
        {
            throw Refusal.Of(ErrorReason.PersonNotKnown).ToException();
        }

        response.Receipt = Receipt("VerifyIncome", request.Purpose, request, response, context);
        (response.Freshness, response.ConsistencyToken) = await StateAsync(context);
        return response;
    }

    private static List<AskedPerson> ReadPersons(BatchGetStandingRequest request, RequestCheck check)
    {
        check.That(
            request.Persons.Count is >= 1 and <= PersonsMax, "persons",
            $"اذكر من \u20661\u2069 إلى \u2066{PersonsMax}\u2069 شخص في الطلب الواحد.",
            $"Name 1 to {PersonsMax} persons in one request.");
        var asked = new List<AskedPerson>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var at = 0; at < request.Persons.Count && at < PersonsMax; at++)
        {
            asked.Add(PersonsAsked.Read(request.Persons[at], check, $"persons[{at}]"));
            check.That(
                seen.Add(request.Persons[at].NationalId), $"persons[{at}]",
                "هذا الشخص مذكور من قبل؛ اذكر كل شخص مرة واحدة.", "Named before; name each person once.");
        }

        return asked;
    }

    private static Dictionary<IncomeKind, long> ReadIncomes(VerifyIncomeRequest request, RequestCheck check)
    {
        check.That(request.Incomes.Count > 0, "incomes", "اذكر دخلًا واحدًا على الأقل.", "Name at least one income.");
        var believed = new Dictionary<IncomeKind, long>();
        for (var at = 0; at < request.Incomes.Count; at++)
        {
            var (income, field) = (request.Incomes[at], $"incomes[{at}]");
            var isKnown = System.Enum.IsDefined(income.Kind) && income.Kind != Contracts.Type.V1.IncomeKind.Unspecified;
            var kind = isKnown ? (IncomeKind)income.Kind : default;
            check.That(
                isKnown, $"{field}.kind",
                "نوع الدخل غير معروف.", "No known kind of income.");
            check.That(
                income.Amount is { CurrencyCode: Wire.Currency, Halalas: >= 0 and <= HalalasMax }, $"{field}.amount",
                "المبلغ بالريال السعودي من صفر إلى مليون ريال.", "An amount in SAR, from 0 to 1,000,000.00.");
            check.That(
                !isKnown || believed.TryAdd(kind, income.Amount?.Halalas ?? 0), field,
                "هذا النوع مذكور من قبل؛ اذكر كل نوع مرة واحدة.", "Named before; name each kind once.");
        }

        return believed;
    }

    // Null when the programme knows nobody by the ID.
    private async Task<Standing?> StandingAsync(
        AskedPerson person, CountedPerson? counted, WantedFreshness wanted, ServerCallContext context)
    {
        var stop = context.CancellationToken;
        var now = Timestamp.FromDateTimeOffset(clock.GetUtcNow());
        if (counted is null)
        {
            return await persons.IsKnownAsync(person.NationalId, stop)
                ? new Standing
                {
                    PersonReference = person.Reference,
                    State = StandingState.NotInProgramme,
                    AsOfTime = now,
                }
                : null;
        }

        var known = await standings.FindAsync(counted.Household, counted.Position, wanted, stop);
        return PartnersWire.ToStanding(person, counted, known, now);
    }

    private PartnerReceipt Receipt(
        string call, Purpose purpose, Google.Protobuf.IMessage question, Google.Protobuf.IMessage answer,
        ServerCallContext context) => receipts.Issue(call, context.Caller().Subject, purpose, question, answer);

    private async Task<(Freshness, string)> StateAsync(ServerCallContext context)
    {
        var seen = await eligibility.SeenAsync(context.CancellationToken);
        var freshness = new Freshness
        {
            ReadTime = Timestamp.FromDateTimeOffset(clock.GetUtcNow()),
            Revision = seen.Publication + seen.Redecision,
            Source = FreshnessSource.Database,
        };
        return (freshness, tokens.Issue(default, seen, 0));
    }
}
