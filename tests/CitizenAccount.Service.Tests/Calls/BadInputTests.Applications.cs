using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Tests.Hosting;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace CitizenAccount.Service.Tests.Calls;

// Bad requests to calls of applications.
public sealed partial class BadInputTests
{
    private static readonly Service.Kernel.HouseholdId Someone = RunningService.HouseholdAt(1);

    private static readonly Date NoDay = new() { Year = 2026, Month = 2, Day = 29 };
    private static readonly Date Tomorrow = new() { Year = 2026, Month = 11, Day = 26 };
    private static readonly HijriDate NoHijriDay = new() { Year = 1448, Month = 2, Day = 31 };

    private static string Long(int letters) => new('a', letters);

    private static IEnumerable<BadInput> Applications() =>
    [
        .. ApplicationReads(), .. ApplicationWrites(), .. Updates(), .. MemberAdditions(), .. LifeEvents(), .. IncomeRows(),
        .. MemberUpdates(), .. Submissions(),
    ];

    private static BadInput Spoilt<T>(string what, T request, Action<T> spoil, params string[] fields)
        where T : IMessage
    {
        spoil(request);
        return new BadInput(what, request, fields);
    }

    private static IEnumerable<BadInput> ApplicationReads()
    {
        foreach (var name in NoHouseholds)
        {
            yield return new($"household {Shown(name)}", new GetApplicationRequest { Household = name, Purpose = Clients.Asked }, "household");
            yield return new($"parent {Shown(name)}", new ListApplicationEventsRequest { Parent = name, Purpose = Clients.Asked }, "parent");
        }

        yield return new("everything wrong", new GetApplicationRequest
        {
            Consistency = new Consistency { FullyConsistent = false },
        }, "household", "consistency.fully_consistent");
        foreach (var kind in new[] { 0, 15, -1, int.MaxValue })
        {
            var request = new ListApplicationEventsRequest { Parent = Household, Purpose = Clients.Asked, Kinds = { (ApplicationEventKind)kind } };
            yield return new($"kind {kind}", request, "kinds");
        }

        yield return new("51 kinds", new ListApplicationEventsRequest
        {
            Parent = Household,
            Purpose = Clients.Asked,
            Kinds = { Enumerable.Repeat(ApplicationEventKind.Updated, 51) },
        }, "kinds");
        yield return new("a made-up page token", new ListApplicationEventsRequest { Parent = Household, PageToken = "AAAA", Purpose = Clients.Asked })
        {
            Reason = PageTokenInvalid,
        };
        yield return new("everything wrong", new ListApplicationEventsRequest
        {
            Parent = "x",
            Kinds = { ApplicationEventKind.Unspecified },
            PageSize = -5,
            Consistency = new Consistency { MinimizeLatency = false },
        }, "parent", "kinds", "page_size", "consistency.minimize_latency");
    }

    // What every change has.
    private static IEnumerable<BadInput> ApplicationWrites()
    {
        string[] ids = ["", "x", $"{Guid.Empty:D}", $"{Guid.NewGuid():N}", $"{Guid.NewGuid():B}", $"{Guid.NewGuid():D} "];
        foreach (var id in ids)
        {
            var what = $"request_id of {id.Length} like {(id.Length == 36 ? "zeros" : Shown(id[..Math.Min(1, id.Length)]))}";
            yield return Spoilt(what, WorkingCalls.SoundUpdate(Someone, Clients.Asked), request => request.RequestId = id, "request_id");
            yield return Spoilt(what, WorkingCalls.SoundAddMember(Someone, Clients.Asked), request => request.RequestId = id, "request_id");
            yield return Spoilt(what, WorkingCalls.SoundUpdateMember(Someone, Clients.Asked), request => request.RequestId = id, "request_id");
            yield return Spoilt(what, WorkingCalls.SoundRemoveMember(Someone, Clients.Asked), request => request.RequestId = id, "request_id");
        }

        foreach (var etag in new[] { "", Long(41), Long(100_000) })
        {
            var what = $"etag of {etag.Length}";
            yield return Spoilt(what, WorkingCalls.SoundUpdate(Someone, Clients.Asked), request => request.Etag = etag, "etag");
            yield return Spoilt(what, WorkingCalls.SoundAddMember(Someone, Clients.Asked), request => request.Etag = etag, "etag");
            yield return Spoilt(what, WorkingCalls.SoundUpdateMember(Someone, Clients.Asked), request => request.Etag = etag, "etag");
            yield return Spoilt(what, WorkingCalls.SoundRemoveMember(Someone, Clients.Asked), request => request.Etag = etag, "etag");
            yield return Spoilt(what, WorkingCalls.SoundBankAccount(Someone), request => request.Etag = etag, "etag");
            yield return Spoilt(what, WorkingCalls.SoundSubmission(Someone), request => request.Etag = etag, "etag");
            yield return Spoilt(what, WorkingCalls.SoundReapplication(Someone), request => request.Etag = etag, "etag");
            yield return Spoilt(what, WorkingCalls.SoundWithdrawal(Someone), request => request.Etag = etag, "etag");
        }

        foreach (var name in NoHouseholds)
        {
            var what = $"household {Shown(name)}";
            yield return Spoilt(what, WorkingCalls.SoundUpdate(Someone, Clients.Asked), request => request.Household = name, "household");
            yield return Spoilt(what, WorkingCalls.SoundAddMember(Someone, Clients.Asked), request => request.Household = name, "household");
            yield return Spoilt(what, WorkingCalls.SoundBankAccount(Someone), request => request.Household = name, "household");
            yield return Spoilt(what, WorkingCalls.SoundSubmission(Someone), request => request.Household = name, "household");
            yield return Spoilt(what, WorkingCalls.SoundReapplication(Someone), request => request.Household = name, "household");
            yield return Spoilt(what, WorkingCalls.SoundWithdrawal(Someone), request => request.Household = name, "household");
        }

        string[] members =
        [
            "", "x", Household, $"{Household}/members/", $"{Household}/members/0", $"{Household}/members/01", $"{Household}/members/-1",
            $"{Household}/members/1 ", $"{Household}/members/12345", $"{Household}/members/\u0661", $"{Household}/documents/1", Long(100_000),
        ];
        foreach (var name in members)
        {
            var what = $"member {Shown(name)}";
            yield return Spoilt(what, WorkingCalls.SoundUpdateMember(Someone, Clients.Asked), request => request.Member.Name = name, "member.name");
            yield return Spoilt(what, WorkingCalls.SoundRemoveMember(Someone, Clients.Asked), request => request.Name = name, "name");
        }
    }

    private static IEnumerable<BadInput> Updates()
    {
        yield return Update("no mask", request => request.UpdateMask = null, "update_mask");
        yield return Update("an empty mask", request => request.UpdateMask = new FieldMask(), "update_mask");
        foreach (var path in new[] { "", "x", "etag", "members", "address.", "address.x", "Address", "housing.verification", "bank_account", Long(50_000) })
        {
            yield return Update($"path {Shown(path)}", request => request.UpdateMask.Paths.Add(path), "update_mask");
        }

        yield return Update("no values", request => (request.Application, request.UpdateMask) = (null, Mask("housing.proof")), "application");
        foreach (var kind in new[] { 0, 3, 300, -1, int.MaxValue, int.MinValue })
        {
            yield return Field($"kind {kind}", "kind", application => application.Kind = (BeneficiaryKind)kind);
        }

        foreach (var kind in new[] { 5, 300, -1, int.MaxValue })
        {
            yield return Field($"case {kind}", "married_woman_case", application => application.MarriedWomanCase = (MarriedWomanCase)kind);
            yield return Field($"housing kind {kind}", "housing.kind", application => application.Housing.Kind = (HousingKind)kind);
        }

        yield return Field("no housing kind", "housing.kind", application => application.Housing.Kind = default);
        foreach (var proof in new[] { 10, 256, -1, int.MaxValue })
        {
            yield return Field($"proof {proof}", "housing.proof", application => application.Housing.Proof = (HousingProof)proof);
        }

        foreach (var address in new[] { "x", "RAAA291", "RAAA29199", "2919RAAA", "ر" + "AAA2919", Long(1_000) })
        {
            yield return Field($"short address {Shown(address)}", "address.short_address", application => application.Address.ShortAddress = address);
        }

        foreach (var number in new[] { "12", "123456", "12a4", "-123", Long(500) })
        {
            yield return Field($"building {Shown(number)}", "address.building_number", application => application.Address.BuildingNumber = number);
            yield return Field($"postal code {Shown(number)}", "address.postal_code", application => application.Address.PostalCode = number);
            yield return Field($"additional {Shown(number)}", "address.additional_number", application => application.Address.AdditionalNumber = number);
        }

        foreach (var text in new[] { Long(101), "a\0b", "\u0007" })
        {
            yield return Field($"street {Shown(text)}", "address.street", application => application.Address.Street = text);
            yield return Field($"district {Shown(text)}", "address.district", application => application.Address.District = text);
            yield return Field($"city {Shown(text)}", "address.city", application => application.Address.City = text);
            yield return Field($"lease {Shown(text)}", "housing.lease_number", application => application.Housing.LeaseNumber = text);
            yield return Field($"meter {Shown(text)}", "housing.meter_number", application => application.Housing.MeterNumber = text);
        }

        yield return Update("half an address", request => (request.Application.Address, request.UpdateMask) =
            (new NationalAddress { BuildingNumber = "8228", Street = "x" }, Mask("address")), "application.address");
        yield return Update("a lease without its numbers", request => (request.Application.Housing, request.UpdateMask) =
            (new Housing { Kind = HousingKind.Rented, Proof = HousingProof.EjarLease }, Mask("housing")),
            "application.housing.lease_number", "application.housing.meter_number");
        foreach (var document in new[] { "x", Household, $"{Household}/documents/1", $"{RunningService.HouseholdAt(2).Name}/documents/{Guid.NewGuid():D}" })
        {
            yield return Field($"document {document.Length}", "housing.document", application => application.Housing.Document = document);
        }

        yield return Field("no such day", "housing.valid_until_date", application => application.Housing.ValidUntilDate = NoDay);
        yield return Update("everything wrong", request =>
        {
            (request.RequestId, request.Household, request.Etag) = ("", "", "");
            request.UpdateMask = Mask("kind", "married_woman_case", "address", "housing");
            request.Application = new Application
            {
                MarriedWomanCase = (MarriedWomanCase)9,
                Address = new NationalAddress { ShortAddress = "1", City = Long(200), PostalCode = "1" },
                Housing = new Housing { Proof = HousingProof.EjarLease, Document = "x", ValidUntilDate = NoDay, MeterNumber = Long(51) },
            };
        }, "request_id", "household", "etag", "application.kind", "application.married_woman_case", "application.address.short_address",
            "application.address.city", "application.address.postal_code", "application.housing.kind", "application.housing.lease_number",
            "application.housing.meter_number", "application.housing.document", "application.housing.valid_until_date");
    }

    private static BadInput Update(string what, Action<UpdateApplicationRequest> spoil, params string[] fields) =>
        Spoilt(what, WorkingCalls.SoundUpdate(Someone, Clients.Asked), spoil, fields);

    private static BadInput Field(string what, string path, Action<Application> spoil) => Update(what, request =>
    {
        request.UpdateMask = Mask(path);
        spoil(request.Application);
    }, $"application.{path}");

    private static FieldMask Mask(params string[] paths) => new() { Paths = { paths } };

    private static IEnumerable<BadInput> MemberAdditions()
    {
        foreach (var id in new[] { "", "x", "1000000000", "100000000", "10000000088", "3000000007", "1000000008x", Long(1_000) })
        {
            yield return Add($"national ID {Shown(id)}", request => request.NationalId = id, "national_id");
        }

        yield return Add("no birth date", request => request.ClearBirth(), "birth_date");
        yield return Add("no such birth day", request => request.BirthDate = NoDay, "birth_date");
        yield return Add("a birth tomorrow", request => request.BirthDate = Tomorrow, "birth_date");
        yield return Add("no such Hijri birth day", request => request.BirthHijriDate = NoHijriDay, "birth_hijri_date");
        yield return Add("a Hijri birth in the future", request => request.BirthHijriDate = new() { Year = 1460, Month = 1, Day = 1 }, "birth_hijri_date");
        foreach (var relationship in new[] { 0, 9, 300, -1, int.MaxValue })
        {
            yield return Add($"relationship {relationship}", request => request.Relationship = (Relationship)relationship, "relationship");
        }

        yield return Add("everything wrong", request =>
        {
            (request.RequestId, request.Household, request.NationalId, request.BirthDate) = ("1", "x", "2", NoDay);
            (request.Relationship, request.LifeEvent, request.Etag) = (default, null, "");
            request.Incomes[0].Monthly = null;
        }, "request_id", "household", "national_id", "birth_date", "relationship", "life_event", "incomes[0].monthly", "etag");
    }

    private static BadInput Add(string what, Action<AddMemberRequest> spoil, params string[] fields) =>
        Spoilt(what, WorkingCalls.SoundAddMember(Someone, Clients.Asked), spoil, fields);

    private static IEnumerable<BadInput> LifeEvents()
    {
        foreach (var (what, life, fields) in BadLives())
        {
            yield return Add(what, request => request.LifeEvent = life?.Clone(), fields);
            yield return Spoilt(what, WorkingCalls.SoundUpdateMember(Someone, Clients.Asked), request => request.LifeEvent = life?.Clone(), fields);
            yield return Spoilt(what, WorkingCalls.SoundRemoveMember(Someone, Clients.Asked), request => request.LifeEvent = life?.Clone(), fields);
        }
    }

    private static IEnumerable<(string What, LifeEvent? Life, string[] Fields)> BadLives()
    {
        yield return ("no life event", null, ["life_event"]);
        yield return ("an empty life event", new LifeEvent(), ["life_event.kind", "life_event.event_date"]);
        foreach (var kind in new[] { 0, 14, 300, -1, int.MaxValue })
        {
            yield return ($"life event {kind}", new LifeEvent { Kind = (LifeEventKind)kind, EventDate = WorkingCalls.SomeDay }, ["life_event.kind"]);
        }

        yield return ("no such event day", new LifeEvent { Kind = LifeEventKind.Birth, EventDate = NoDay }, ["life_event.event_date"]);
        yield return ("no such Hijri event day", new LifeEvent { Kind = LifeEventKind.Birth, EventHijriDate = NoHijriDay }, ["life_event.event_hijri_date"]);
    }

    private static IEnumerable<BadInput> IncomeRows()
    {
        yield return Earn("21 incomes", request => request.Incomes.Add(Enumerable.Repeat(WorkingCalls.SoundIncome, 20)), "");
        foreach (var kind in new[] { 0, 14, 24, 300, -1, int.MaxValue })
        {
            yield return Earn($"income kind {kind}", request => request.Incomes[0].Kind = (IncomeKind)kind, "[0].kind");
        }

        foreach (var halalas in new[] { -1, 100_000_001, long.MinValue, long.MaxValue })
        {
            yield return Earn($"income of {halalas}", request => request.Incomes[0].Monthly.Halalas = halalas, "[0].monthly.halalas");
        }

        yield return Earn("no amount", request => request.Incomes[0].Monthly = null, "[0].monthly");
        yield return Earn("dollars", request => request.Incomes[0].Monthly.CurrencyCode = "USD", "[0].monthly.currency_code");
        yield return Earn("a long description", request => request.Incomes[0].Description = Long(201), "[0].description");
        yield return Earn("no such first day", request => request.Incomes[0].FromDate = NoDay, "[0].from_date");
        yield return Earn("no such last day", request => request.Incomes[0].UntilDate = NoDay, "[0].until_date");
        yield return Earn("last before first", request => request.Incomes[0].UntilDate = new() { Year = 2024, Month = 12, Day = 31 }, "[0].until_date");
    }

    private static BadInput Earn(string what, Action<Member> spoil, string field)
    {
        var request = WorkingCalls.SoundUpdateMember(Someone, Clients.Asked);
        spoil(request.Member);
        return new BadInput(what, request, $"member.incomes{field}");
    }

    private static IEnumerable<BadInput> MemberUpdates()
    {
        yield return Member("no mask", request => request.UpdateMask = null, "update_mask");
        foreach (var path in new[] { "", "name", "sex", "incomes.kind", "member.incomes" })
        {
            yield return Member($"path {path}", request => request.UpdateMask = Mask(path), "update_mask");
        }

        yield return Member("no member", request => request.Member = null, "member");
        foreach (var value in new[] { 0, 9, 300, -1 })
        {
            yield return Member($"relationship {value}", request =>
                (request.UpdateMask, request.Member.Relationship) = (Mask("relationship"), (Relationship)value), "member.relationship");
            yield return Member($"marital status {value}", request =>
                (request.UpdateMask, request.Member.MaritalStatus) = (Mask("marital_status"), (MaritalStatus)value), "member.marital_status");
        }

        yield return Member("everything wrong", request =>
        {
            (request.RequestId, request.Etag, request.LifeEvent) = ("", "", null);
            request.UpdateMask = Mask("relationship", "marital_status", "incomes", "x");
            request.Member = new Member { Name = "x", Incomes = { new Income() } };
        }, "request_id", "etag", "life_event", "update_mask", "member.name", "member.relationship", "member.marital_status",
            "member.incomes[0].kind", "member.incomes[0].monthly");
    }

    private static BadInput Member(string what, Action<UpdateMemberRequest> spoil, params string[] fields) =>
        Spoilt(what, WorkingCalls.SoundUpdateMember(Someone, Clients.Asked), spoil, fields);

    private static IEnumerable<BadInput> Submissions()
    {
        foreach (var iban in new[] { "", "x", "SA0380000000608010167518", "GB82WEST12345698765432", "SA038000000060801016751", Long(1_000) })
        {
            yield return Spoilt($"IBAN {Shown(iban)}", WorkingCalls.SoundBankAccount(Someone), request => request.Iban = iban, "iban");
        }

        foreach (var version in new[] { "", "  ", Long(33), "a\0" })
        {
            yield return Spoilt($"version {Shown(version)}", WorkingCalls.SoundSubmission(Someone), request => request.DeclarationVersion = version, "declaration_version");
            yield return Spoilt($"version {Shown(version)}", WorkingCalls.SoundReapplication(Someone), request => request.DeclarationVersion = version, "declaration_version");
        }

        foreach (var cause in new[] { Long(1_001), "a\0b" })
        {
            yield return Spoilt($"cause of {cause.Length}", WorkingCalls.SoundWithdrawal(Someone), request => request.Cause = cause, "cause");
        }

        yield return new("everything wrong", new ChangeBankAccountRequest(), "request_id", "household", "iban", "etag");
        yield return new("everything wrong", new SubmitApplicationRequest(), "request_id", "household", "declaration_version", "etag");
        yield return new("everything wrong", new ReapplyRequest(), "request_id", "household", "declaration_version", "etag");
        yield return new("everything wrong", new WithdrawApplicationRequest { Cause = "\0" }, "request_id", "household", "cause", "etag");
    }
}
