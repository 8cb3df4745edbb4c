using CitizenAccount.Contracts.Partner.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Tests.Hosting;

namespace CitizenAccount.Service.Tests.Calls;

// Bad requests of partner systems.
public sealed partial class BadInputTests
{
    private static IEnumerable<BadInput> Partners()
    {
        foreach (var id in new[] { "", "x", "123456789", "12345678901", "1000000000", "9999999999", "١٢٣٤٥٦٧٨٩٠" })
        {
            yield return new($"standing of {Shown(id)}", Standing(id), "person.national_id");
        }

        yield return new("standing of nobody", new GetStandingRequest { Purpose = WorkingCalls.PartnerPurpose }, "person");
        yield return new("standing with a long reference", new GetStandingRequest
        {
            Person = new() { NationalId = WorkingCalls.SomePerson.NationalId, PersonReference = new('r', 65) },
            Purpose = WorkingCalls.PartnerPurpose,
        }, "person.person_reference");
        yield return new("standings of nobody", new BatchGetStandingRequest { Purpose = WorkingCalls.PartnerPurpose }, "persons");
        yield return new("a person twice", new BatchGetStandingRequest
        {
            Persons = { WorkingCalls.SomePerson, WorkingCalls.SomePerson },
            Purpose = WorkingCalls.PartnerPurpose,
        }, "persons[1]");
        yield return Verifying("no incomes", request => request.Incomes.Clear(), "incomes");
        yield return Verifying("no month", request => request.IncomeMonth = null, "income_month");
        yield return Verifying("month 13", request => request.IncomeMonth.Month = 13, "income_month");
        yield return Verifying("an unknown kind", request => request.Incomes[0].Kind = (IncomeKind)99, "incomes[0].kind");
        yield return Verifying("kind 257", request => request.Incomes[0].Kind = (IncomeKind)257, "incomes[0].kind");
        yield return Verifying("a kind twice", request => request.Incomes.Add(request.Incomes[0].Clone()), "incomes[1]");
        foreach (var halalas in new[] { -1, 100_000_001, long.MaxValue })
        {
            yield return Verifying(
                $"a belief of {halalas}", request => request.Incomes[0].Amount.Halalas = halalas, "incomes[0].amount");
        }

        yield return Submitting("no request_id", header => header.RequestId = "", "header.request_id");
        yield return Submitting("a name that is none", header => header.Submission = "incomeSubmissions/x", "header.submission");
        yield return Submitting("a position without a submission", header => header.FromPosition = 1, "header.from_position");
        yield return Submitting("a negative position", header => header.FromPosition = -1, "header.from_position");
        yield return Submitting("a position beyond the end", header =>
        {
            header.Submission = WorkingCalls.SomeSubmission;
            header.FromPosition = 4;
        }, "header.from_position");
        yield return Submitting("a check of what was begun", header =>
        {
            header.Submission = WorkingCalls.SomeSubmission;
            header.ValidateOnly = true;
        }, "header.validate_only");
        foreach (var records in new[] { 0, -1, 1_000_001, long.MaxValue })
        {
            yield return Submitting($"{records} records", header => header.Records = records, "header.records");
        }

        yield return new("a submission without a name", new GetSubmissionRequest(), "name");
        yield return new("a submission by half a name", new GetSubmissionRequest { Name = "incomeSubmissions/" }, "name");
        yield return new("a negative page", new GetSubmissionRequest { Name = WorkingCalls.SomeSubmission, PageSize = -1 }, "page_size");
        yield return new("a flag that says false", new GetSubmissionRequest
        {
            Name = WorkingCalls.SomeSubmission,
            Consistency = new Consistency { FullyConsistent = false },
        }, "consistency.fully_consistent");
        foreach (var open in new[] { 0, -1, 1_001 })
        {
            yield return Greeting($"a hello for {open} questions", hello => hello.OpenQuestions = open, "hello.open_questions");
        }

        yield return Greeting("a hello with an unknown kind", hello => hello.StatusKinds.Add((StatusKind)99), "hello.status_kinds");
        yield return Greeting("a hello with no kind", hello => hello.IncomeKinds.Add(IncomeKind.Unspecified), "hello.income_kinds");
        yield return new("watching nothing", new WatchSubmissionRequest { Name = "x" }, "name");
    }

    private static BadInput Greeting(string name, Action<VerificationHello> spoil, params string[] fields)
    {
        var hello = WorkingCalls.SoundHello();
        spoil(hello);
        return new(name, new ServeVerificationsRequest { Hello = hello }, fields);
    }

    private static BadInput Submitting(string name, Action<SubmissionHeader> spoil, params string[] fields)
    {
        var header = WorkingCalls.SoundHeader();
        spoil(header);
        return new(name, new SubmitIncomeRecordsRequest { Header = header }, fields);
    }

    private static GetStandingRequest Standing(string id) =>
        new() { Person = new() { NationalId = id }, Purpose = WorkingCalls.PartnerPurpose };

    private static BadInput Verifying(string name, Action<VerifyIncomeRequest> spoil, params string[] fields)
    {
        var request = new VerifyIncomeRequest
        {
            Person = WorkingCalls.SomePerson,
            IncomeMonth = new YearMonth { Year = 2026, Month = 11 },
            Incomes = { new MonthlyIncome { Kind = IncomeKind.Salary, Amount = new Money { CurrencyCode = "SAR", Halalas = 1 } } },
            Purpose = WorkingCalls.PartnerPurpose,
        };
        spoil(request);
        return new(name, request, fields);
    }
}
