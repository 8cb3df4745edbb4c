using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Objection.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Contracts.Voice.V1;
using CitizenAccount.Service.Tests.Hosting;
using Google.Protobuf;

namespace CitizenAccount.Service.Tests.Calls;

// Bad requests to calls of objections and tickets.
public sealed partial class BadInputTests
{
    private static readonly string[] NoObjectionNames =
        ["", "x", "objections/", "objections/1012345672", WorkingCalls.SomeObjection + "/", " " + WorkingCalls.SomeObjection, new('a', 100_000)];

    private static readonly string[] NoTicketNames =
        ["", "x", "tickets/", "tickets/12345678901", "tickets/1234567890123", "tickets/12345678901a", "tickets/١٢٣٤٥٦٧٨٩٠١٢", "tickets/123456789012\n"];

    private static readonly string[] HidingTexts =
        ["", "قصير", new('ا', 4_001), "نص فيه رمز تحكم \u0001 هنا", "نص يقلب \u202E الاتجاه", "نص يعزل \u2066شيئا\u2069 هنا", "صفر \0 في النص"];

    private static IEnumerable<BadInput> Cases() => [.. Filings(), .. CaseWork(), .. Decidings(), .. Openings(), .. TicketWork()];

    private static IEnumerable<BadInput> Filings()
    {
        foreach (var id in MalformedRequestIds)
        {
            yield return Filing($"request id {Shown(id)}", request => request.RequestId = id, "request_id");
        }

        foreach (var text in HidingTexts)
        {
            yield return Filing($"text {Shown(text)}", request => request.Text = text, "text");
        }

        foreach (var name in new[] { "", "x", $"{Household}/decisions/", $"{Household}/decisions/2026-13", $"{Household}/decisions/2026-12/x" })
        {
            yield return Filing($"decision {Shown(name)}", request => request.Eligibility.Decision = name, "eligibility.decision");
        }

        foreach (var ground in new[] { 0, -1, 999 })
        {
            yield return Filing($"ground {ground}", request => request.Eligibility.Grounds.Add((DecisionReason)ground), "eligibility.grounds");
        }

        yield return Filing("no ground", request => request.Eligibility.Grounds.Clear(), "eligibility.grounds");
        yield return Filing("no subject", request => request.ClearSubject(), "subject");
        yield return Filing("a payment without a problem", request => request.Payment = new PaymentFiling { Payment = $"{Household}/payments/2026-12" }, "payment.problem");
        yield return Filing("a bad payment name", request => request.Payment = new PaymentFiling { Payment = "x", Problem = PaymentProblem.Short }, "payment.payment");
        yield return Filing("a member of nobody", request => request.Member = "households/x/members/1", "member");
        yield return Filing("a document of another", request => request.Documents.Add($"{RunningService.HouseholdAt(2).Name}/documents/{Guid.Empty:D}"), "documents");
        yield return Filing("21 documents", request => request.Documents.Add(Enumerable.Range(0, 21).Select(_ => $"{Household}/documents/{Guid.Empty:D}")), "documents");
        yield return Filing("everything wrong", request =>
        {
            (request.RequestId, request.Text) = ("x", "");
            request.Eligibility.Decision = "x";
            request.Eligibility.Grounds.Clear();
            request.Documents.Add("x");
        }, "request_id", "text", "eligibility.decision", "eligibility.grounds", "documents");
        yield return new("assignee too long", new ListObjectionsRequest { Household = Household, Assignee = new('a', 101), Purpose = Clients.Asked }, "assignee");
        yield return new("a list of everything wrong", new ListObjectionsRequest
        {
            Household = "x",
            Kind = (ObjectionKind)9,
            States = { (Contracts.Objection.V1.ObjectionState)99 },
            Queue = "x",
            PageSize = -1,
            DueUntilDate = new Date { Year = 2026, Month = 2, Day = 30 },
            Consistency = new Consistency { FullyConsistent = false },
            Purpose = Clients.Asked,
        }, "household", "kind", "states", "queue", "page_size", "due_until_date", "consistency.fully_consistent");
    }

    private static IEnumerable<BadInput> CaseWork()
    {
        foreach (var name in NoObjectionNames)
        {
            yield return new($"objection {Shown(name)}", new GetObjectionRequest { Name = name, Purpose = Clients.Asked }, "name");
        }

        yield return new("no evidence", new AddEvidenceRequest { RequestId = Id, Name = WorkingCalls.SomeObjection }, "documents");
        yield return new("bad evidence", new AddEvidenceRequest { RequestId = "x", Name = "x", Text = "\u202E", Documents = { "x" } }, "request_id", "name", "text", "documents");
        yield return new("bad withdrawal", new WithdrawObjectionRequest { RequestId = "x", Name = "x", Cause = new('ا', 1_001) }, "request_id", "name", "cause");
        yield return new("bad assignment", new AssignObjectionRequest { RequestId = "x", Name = "x", Assignee = new('a', 101) }, "request_id", "name", "assignee");
        yield return new("bad escalation", new EscalateObjectionRequest { RequestId = "x", Name = "x", Cause = "قصير" }, "request_id", "name", "cause");
        yield return new("bad workload", new GetWorkloadRequest { Queue = "x" }, "queue");
        yield return new("bad asking", new RequestInformationRequest
        {
            RequestId = "x",
            Name = "x",
            AskedOf = (InformationSource)9,
            PartnerSource = (FactSource)99,
            WorkingDays = 31,
        }, "request_id", "name", "asked_of", "partner_source", "text.ar", "text.en", "working_days");
        foreach (var days in new[] { 0, -1, 31, int.MaxValue })
        {
            var request = WorkingCalls.SoundAsking(Clients.Asked);
            request.WorkingDays = days;
            yield return new($"{days} days to answer", request, "working_days");
        }
    }

    private static IEnumerable<BadInput> Decidings()
    {
        yield return Deciding("no outcome", request => request.Outcome = 0, "outcome");
        yield return Deciding("a short answer", request => request.Answer = new LocalizedText { Ar = "قصير", En = "short" }, "answer.ar", "answer.en");
        yield return Deciding("a bad article", request => request.Articles.Add("مادة\u202E"), "articles");
        yield return Deciding("a month with a rejection", request => request.Months.Add(new YearMonth { Year = 2026, Month = 12 }), "months");
        yield return Deciding("no such month", request =>
        {
            request.Outcome = ObjectionOutcome.Upheld;
            request.Months.Add(new YearMonth { Year = 2026, Month = 13 });
        }, "months", "months");
        yield return Deciding("a rejection that compensates", request => request.Compensate = true, "compensate");
    }

    private static IEnumerable<BadInput> Openings()
    {
        foreach (var text in HidingTexts)
        {
            yield return Opening($"ticket text {Shown(text)}", request => request.Text = text, "text");
        }

        yield return Opening("no applicant", request => request.Applicant = null, "applicant");
        yield return Opening("no kind", request => request.Kind = 0, "kind");
        yield return Opening("an empty applicant", request => request.Applicant = new TicketApplicant(),
            "applicant.national_id", "applicant.full_name", "applicant.mobile", "applicant.birth_hijri_date");
        yield return Opening("a name that turns around", request => request.Applicant.FullName = "سعد \u202E محمد", "applicant.full_name");
        yield return Opening("no Hijri day", request => request.Applicant.BirthHijriDate = new HijriDate { Year = 1408, Month = 13, Day = 1 }, "applicant.birth_hijri_date");
        yield return Opening("four files", request => request.Attachments.Add(Enumerable.Range(0, 4).Select(_ => File("a.pdf"))), "attachments");
        yield return Opening("a file with a path", request => request.Attachments.Add(File("../a.pdf")), "attachments[0].file_name");
        yield return Opening("a file name that turns around", request => request.Attachments.Add(File("a\u202Efdp.exe")), "attachments[0].file_name");
        yield return Opening("an empty file", request => request.Attachments.Add(new TicketAttachment { FileName = "a.pdf" }), "attachments[0].content");
        foreach (var name in NoTicketNames)
        {
            yield return new($"ticket {Shown(name)}", new GetTicketRequest { Name = name, NationalId = WorkingCalls.SomeApplicant.NationalId }, "name");
        }

        yield return new("no ID", new GetTicketRequest { Name = WorkingCalls.SomeTicket }, "national_id");
    }

    private static IEnumerable<BadInput> TicketWork()
    {
        yield return new("a bad message", new AddTicketMessageRequest { RequestId = "x", Name = "x", Text = "", Internal = true, AskCitizen = true },
            "request_id", "name", "text", "internal");
        yield return new("a bad ticket assignment", new AssignTicketRequest { RequestId = "x", Name = "x", Unit = "x", Assignee = new('a', 101) },
            "request_id", "name", "unit", "assignee");
        yield return new("a bad resolution", new ResolveTicketRequest { RequestId = "x", Name = "x", Referral = new TicketReferral() },
            "request_id", "name", "resolution.ar", "resolution.en", "referral.subject");
        yield return new("a bad list of tickets", new ListTicketsRequest
        {
            Household = "x",
            Kind = (TicketKind)9,
            States = { (TicketState)99 },
            Unit = "x",
            PageSize = -1,
            Purpose = Clients.Asked,
        }, "household", "kind", "states", "unit", "page_size");
    }

    private static string Id => Guid.NewGuid().ToString("D");

    private static TicketAttachment File(string name) => new() { FileName = name, Content = ByteString.CopyFromUtf8("%PDF-") };

    private static BadInput Filing(string name, Action<FileObjectionRequest> spoil, params string[] fields)
    {
        var request = WorkingCalls.SoundFiling(RunningService.HouseholdAt(1), Clients.Asked);
        spoil(request);
        return new BadInput(name, request, fields);
    }

    private static BadInput Deciding(string name, Action<DecideObjectionRequest> spoil, params string[] fields)
    {
        var request = WorkingCalls.SoundDeciding(Clients.Asked);
        spoil(request);
        return new BadInput(name, request, fields);
    }

    private static BadInput Opening(string name, Action<OpenTicketRequest> spoil, params string[] fields)
    {
        var request = WorkingCalls.SoundOpening();
        spoil(request);
        return new BadInput(name, request, fields);
    }
}
