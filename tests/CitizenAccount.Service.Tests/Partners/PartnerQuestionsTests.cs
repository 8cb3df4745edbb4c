using System.Security.Cryptography;
using System.Text.Json;
using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Contracts.Partner.V1;
using CitizenAccount.Contracts.System.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Rules.Decisions;
using CitizenAccount.Rules.Households;
using CitizenAccount.Service.Demo;
using CitizenAccount.Service.Tests.Hosting;
using Grpc.Core;
using IncomeKind = CitizenAccount.Contracts.Type.V1.IncomeKind;

namespace CitizenAccount.Service.Tests.Partners;

/// <summary>What a partner system is told of a person, and what it is not.</summary>
public sealed class PartnerQuestionsTests(DecidedService decided) : IClassFixture<DecidedService>
{
    private const string Subject = "social-security";

    private CallOptions Partner => Clients.By(decided.Service.Bearer(Subject, [Role.Partner], null));

    [Fact]
    public async Task Every_person_stands_as_the_decision_of_the_household_says()
    {
        for (var index = 0; index < 80; index++)
        {
            var (household, people) = (RunningService.HouseholdAt(index), DecidedService.People[index]);
            var explained = Explaining.Explain(people.Facts, DecidedService.Rules);
            var response = await BatchAsync([.. people.Persons.Select((person, at) => Query(person, $"p{at}"))]);
            for (var at = 0; at < people.Persons.Length; at++)
            {
                var (told, counted) = (response.Results[at].Standing, explained.Members[at].Exclusion is null);
                var expected = explained.Decision switch
                {
                    { Eligibility: Rules.Decisions.Eligibility.Pending } => StandingState.Pending,
                    { Eligibility: Rules.Decisions.Eligibility.Eligible, Amount: > 0 } when counted => StandingState.Supported,
                    { Eligibility: Rules.Decisions.Eligibility.Eligible } when counted => StandingState.EligibleNotSupported,
                    _ => StandingState.NotEligible,
                };
                var supported = expected == StandingState.Supported;
                Assert.Equal(($"p{at}", expected), (told.PersonReference, told.State));
                Assert.Equal(supported ? household.Name : "", told.Household);
                Assert.Equal(supported ? new Date { Year = 2026, Month = 12, Day = 1 } : null, told.SupportedSinceDate);
                Assert.Equal(new YearMonth { Year = 2026, Month = 12 }, told.LastMonth);
                Assert.Equal(PositionOf(people, at), told.Position);
            }
        }
    }

    [Fact]
    public async Task Nobody_known_is_told_from_somebody_who_counts_nowhere()
    {
        var citizen = await decided.Service.RegisterAsync();
        var response = await BatchAsync(
            [new PersonQuery { NationalId = citizen.NationalId }, new PersonQuery { NationalId = Unknown() }]);
        Assert.Equal(StandingState.NotInProgramme, response.Results[0].Standing.State);
        Assert.Equal(ErrorReason.PersonNotKnown, response.Results[1].Refusal);
        var refused = await Refused.ByAsync(decided.Service.Partners().GetStandingAsync(
            new() { Person = new() { NationalId = Unknown() }, Purpose = WorkingCalls.PartnerPurpose }, Partner));
        Assert.Equal((StatusCode.NotFound, "PERSON_NOT_KNOWN"), (refused.Code, refused.Reason));
    }

    [Fact]
    public async Task Only_inside_scope_purpose_and_agreed_legal_basis()
    {
        var purpose = WorkingCalls.PartnerPurpose;
        Assert.Equal("OK", await ReasonAsync(Subject, WorkingCalls.PartnerScopes, purpose));
        Assert.Equal("SCOPE_MISSING", await ReasonAsync(Subject, "income.verify", purpose));
        Assert.Equal("PURPOSE_REQUIRED", await ReasonAsync(Subject, WorkingCalls.PartnerScopes, null));
        purpose.LegalBasis = "";
        Assert.Equal("PURPOSE_REQUIRED", await ReasonAsync(Subject, WorkingCalls.PartnerScopes, purpose));
        purpose.LegalBasis = "curiosity";
        Assert.Equal("LEGAL_BASIS_REFUSED", await ReasonAsync(Subject, WorkingCalls.PartnerScopes, purpose));
        Assert.Equal(
            "LEGAL_BASIS_REFUSED", await ReasonAsync("stranger", WorkingCalls.PartnerScopes, WorkingCalls.PartnerPurpose));
    }

    [Fact]
    public async Task Each_household_asked_about_has_the_question_on_record()
    {
        await BatchAsync([Query(DecidedService.People[90].Persons[0], ""), Query(DecidedService.People[91].Persons[0], "")]);
        foreach (var household in new[] { RunningService.HouseholdAt(90), RunningService.HouseholdAt(91) })
        {
            var look = Assert.Single(await decided.Service.LooksAsync(
                look => look.HouseholdId == household && look.Call.EndsWith("BatchGetStanding")));
            Assert.Equal((Subject, "Partner", WorkingCalls.LegalBasis), (look.Actor, look.Roles, look.LegalBasis));
        }
    }

    [Fact]
    public async Task An_income_matches_to_the_riyal_differs_or_is_unknown_and_the_amount_is_never_told()
    {
        var (index, line) = Enumerable.Range(0, DecidedService.Households)
            .SelectMany(at => DecidedService.People[at].Incomes.Select(income => (at, income)))
            .First(pair => pair.income.Monthly > 0 && DecidedService.People[pair.at].Header.Sources.Income > 0);
        var people = DecidedService.People[index];
        var known = people.Incomes.Where(one => one.Member == line.Member && one.Kind == line.Kind).Sum(one => one.Monthly);
        var day = DateOnly.FromDayNumber(people.Header.Sources.Income);
        var query = Query(people.Persons[line.Member], "");
        var month = new YearMonth { Year = day.Year, Month = day.Month };
        Assert.Equal(VerificationAnswer.Matches, (await VerifyAsync(query, month, line.Kind, known)).Verification.Answer);
        Assert.Equal(
            VerificationAnswer.Matches, (await VerifyAsync(query, month, line.Kind, known / 100 * 100)).Verification.Answer);
        var differs = (await VerifyAsync(query, month, line.Kind, known + 100)).Verification;
        Assert.Equal(
            (VerificationAnswer.Differs, FactSource.IncomeRecords), (differs.Answer, Assert.Single(differs.Sources)));
        Assert.Equal((day.Year, day.Month, day.Day), (differs.AsOfDate.Year, differs.AsOfDate.Month, differs.AsOfDate.Day));
        var before = day.AddMonths(-1);
        var unknown = await VerifyAsync(query, new() { Year = before.Year, Month = before.Month }, line.Kind, known);
        Assert.Equal(VerificationAnswer.Unknown, unknown.Verification.Answer);
    }

    [Fact]
    public async Task The_receipt_proves_question_and_answer()
    {
        var info = await decided.Service.System().GetSystemInfoAsync(new GetSystemInfoRequest(), Clients.By());
        var request = new GetStandingRequest { Person = WorkingCalls.SomePerson, Purpose = WorkingCalls.PartnerPurpose };
        var response = await decided.Service.Partners().GetStandingAsync(request, Partner);
        var receipt = response.Receipt;
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(info.Info.ReceiptKeys.Single(one => one.KeyId == receipt.KeyId).PublicKey.Span, out _);
        Assert.True(key.VerifyData(receipt.Content.Span, receipt.Signature.Span, HashAlgorithmName.SHA256));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(receipt.Content.Span)), receipt.ContentSha256);
        using var content = JsonDocument.Parse(receipt.Content.Memory);
        var root = content.RootElement;
        Assert.Equal(Subject, root.GetProperty("partner").GetString());
        Assert.Equal(WorkingCalls.LegalBasis, root.GetProperty("legal_basis").GetString());
        Assert.Equal(request, GetStandingRequest.Parser.ParseJson(root.GetProperty("question").GetRawText()));
        Assert.Equal(
            response.Standing, GetStandingResponse.Parser.ParseJson(root.GetProperty("answer").GetRawText()).Standing);
    }

    private static PersonQuery Query(SyntheticPerson person, string reference) =>
        new() { NationalId = person.NationalId.Value, PersonReference = reference };

    private static StandingPosition PositionOf(SyntheticHousehold people, int at) =>
        at > 0 ? StandingPosition.Dependant
        : people.Header.Kind == HouseholdKind.Independent ? StandingPosition.Independent
        : StandingPosition.Head;

    // A sound number that nobody of the population has.
    private static string Unknown()
    {
        var known = DecidedService.People.SelectMany(people => people.Persons).Select(person => person.NationalId.Value)
            .ToHashSet(StringComparer.Ordinal);
        return Enumerable.Range(0, 1_000).Select(number => $"19999{number:D5}")
            .First(text => Rules.Identity.NationalId.TryParse(text, out _, out _) && !known.Contains(text));
    }

    private async Task<BatchGetStandingResponse> BatchAsync(PersonQuery[] persons)
    {
        var request = new BatchGetStandingRequest { Purpose = WorkingCalls.PartnerPurpose };
        request.Persons.Add(persons);
        return await decided.Service.Partners().BatchGetStandingAsync(request, Partner);
    }

    private async Task<VerifyIncomeResponse> VerifyAsync(
        PersonQuery person, YearMonth month, Rules.Households.IncomeKind kind, long halalas) =>
        await decided.Service.Partners().VerifyIncomeAsync(
            new()
            {
                Person = person,
                IncomeMonth = month,
                Incomes =
                {
                    new MonthlyIncome
                    {
                        Kind = (IncomeKind)(int)kind,
                        Amount = new Money { CurrencyCode = "SAR", Halalas = halalas },
                    },
                },
                Purpose = WorkingCalls.PartnerPurpose,
            },
            Partner);

    private async Task<string> ReasonAsync(string subject, string scopes, Purpose? purpose)
    {
        var token = decided.Service.Services.GetRequiredService<Service.Platform.Security.DevelopmentIssuer>()
            .Issue(subject, [Role.Partner], null, TimeSpan.FromMinutes(10), null, scopes);
        try
        {
            await decided.Service.Partners().GetStandingAsync(
                new() { Person = WorkingCalls.SomePerson, Purpose = purpose },
                Clients.By(new Metadata { { "authorization", $"Bearer {token}" } }));
            return "OK";
        }
        catch (RpcException refused)
        {
            return Refused.Read(refused).Reason;
        }
    }
}
