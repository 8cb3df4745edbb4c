using CitizenAccount.Contracts.Account.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Tests.Hosting;
using Google.Protobuf;

namespace CitizenAccount.Service.Tests.Calls;

// Bad requests to calls of accounts.
public sealed partial class BadInputTests
{
    private static readonly string AccountName = RunningService.AccountOf(RunningService.HouseholdAt(1)).Name;

    private static readonly string[] NoRequestIds =
    [
        "", "x", "1", "00000000-0000-0000-0000-000000000000", "019318f0000070008000000000000001",
        "{019318f0-0000-7000-8000-000000000001}", " 019318f0-0000-7000-8000-000000000001", "019318f0-0000-7000-8000-000000000001\n",
        new string('a', 100_000),
    ];

    private static readonly string[] NoNationalIds =
        ["", "x", "1234567890", "101", "10100000001", "3010000007", "\u0660", "101000000\n", new string('1', 100_000)];

    private static readonly string[] NoMobiles =
        ["", "x", "0512", "+96611234567", "+97150123456", "05123456789", "051234567a", new string('5', 100_000)];

    private static readonly string[] NoCodes = ["", "12345", "1234567", "12345a", "12 345", "-12345", new string('1', 100_000)];

    private static readonly string[] NoHandles = ["", new string('a', 101), new string('x', 100_000)];

    private static readonly string[] NoPasswords = ["", "1234567", new string('a', 129), new string('a', 100_000)];

    private static readonly string[] NoEmails =
    [
        "", "x", "a@b", "@example.com", "a@", "a b@example.com", "a@example.", "a@@example.com", "Name <a@example.com>", "أحمد@example.com",
        "a@example.com\n.", new string('a', 250) + "@example.com", "a@.com", new string('a', 100_000),
    ];

    private static readonly Date?[] NoDates =
    [
        null, new() { Year = 2026, Month = 2, Day = 30 }, new() { Year = 2026 }, new(), new() { Year = 2026, Month = 13, Day = 1 },
        new() { Year = -1, Month = 1, Day = 1 }, new() { Year = int.MaxValue, Month = int.MaxValue, Day = int.MaxValue },
    ];

    private static readonly Date?[] NoBirths =
    [
        .. NoDates, new() { Year = 1899, Month = 12, Day = 31 }, new() { Year = 2026, Month = 11, Day = 26 },
        new() { Year = 9999, Month = 12, Day = 31 },
    ];

    private static readonly HijriDate[] NoHijriDates =
    [
        new(), new() { Year = 1390, Month = 13, Day = 1 }, new() { Year = 1390, Month = 1, Day = 31 }, new() { Year = 1317, Month = 12, Day = 1 },
        new() { Year = 1501, Month = 1, Day = 1 }, new() { Year = int.MinValue, Month = int.MinValue, Day = int.MinValue },
    ];

    private static IEnumerable<BadInput> Accounts() =>
    [
        .. Registrations(), .. SignIns(), .. SessionWrites(), .. Recoveries(), .. ContactChanges(), .. AccountReads(), .. Closings(),
    ];

    private static IEnumerable<BadInput> Registrations()
    {
        static BadInput Start(string what, Action<StartRegistrationRequest> spoil, params string[] fields) =>
            Spoilt("StartRegistration", what, spoil, fields);
        foreach (var row in Each<StartRegistrationRequest>("StartRegistration", NoRequestIds, "request_id", (r, bad) => r.RequestId = bad)
            .Concat(Each<StartRegistrationRequest>("StartRegistration", NoNationalIds, "national_id", (r, bad) => r.NationalId = bad))
            .Concat(Each<StartRegistrationRequest>("StartRegistration", NoMobiles, "mobile", (r, bad) => r.Mobile = bad))
            .Concat(Each<StartRegistrationRequest>(
                "StartRegistration", ["", " ", new string('1', 33), "1\u00002"], "terms_version", (r, bad) => r.TermsVersion = bad))
            .Concat(Each<StartRegistrationRequest, Date?>("StartRegistration", NoBirths, "birth_date", (r, bad) => r.BirthDate = bad))
            .Concat(Each<StartRegistrationRequest, HijriDate>(
                "StartRegistration", [.. NoHijriDates, new() { Year = 1448, Month = 12, Day = 1 }], "birth_hijri_date",
                (r, bad) => r.BirthHijriDate = bad)))
        {
            yield return row;
        }

        yield return Start("language 9", request => request.Language = (Language)9, "language");
        yield return Start("language -1", request => request.Language = (Language)(-1), "language");
        yield return new(
            "nothing at all", new StartRegistrationRequest(), "request_id", "national_id", "birth_date", "mobile", "terms_version");
        yield return new("everything wrong", new StartRegistrationRequest
        {
            RequestId = "x",
            NationalId = "1",
            BirthHijriDate = new HijriDate { Year = 1 },
            Mobile = "1",
            TermsVersion = "\u0001",
            Language = (Language)77,
        }, "request_id", "national_id", "birth_hijri_date", "mobile", "terms_version", "language");
        foreach (var row in Each<ConfirmRegistrationRequest>("ConfirmRegistration", NoRequestIds, "request_id", (r, bad) => r.RequestId = bad)
            .Concat(Each<ConfirmRegistrationRequest>("ConfirmRegistration", NoHandles, "registration", (r, bad) => r.Registration = bad))
            .Concat(Each<ConfirmRegistrationRequest>("ConfirmRegistration", NoCodes, "code", (r, bad) => r.Code = bad)))
        {
            yield return row;
        }

        yield return new("nothing at all", new ConfirmRegistrationRequest(), "request_id", "registration", "code");
    }

    private static IEnumerable<BadInput> SignIns()
    {
        foreach (var row in Each<SignInRequest>("SignIn", NoRequestIds, "request_id", (r, bad) => r.RequestId = bad)
            .Concat(Each<SignInRequest>("SignIn", NoNationalIds, "password.national_id", (r, bad) => r.Password.NationalId = bad))
            .Concat(Each<SignInRequest>("SignIn", NoPasswords, "password.password", (r, bad) => r.Password.Password = bad))
            .Concat(Each<SignInRequest>("SignIn", [new string('a', 51), "a\tb"], "client", (r, bad) => r.Client = bad))
            .Concat(Each<SignInRequest>(
                "SignIn", NoHandles, "code.challenge", (r, bad) => r.Code = new CodeSignIn { Challenge = bad, Code = "123456" }))
            .Concat(Each<SignInRequest>(
                "SignIn", NoCodes, "code.code", (r, bad) => r.Code = new CodeSignIn { Challenge = "x", Code = bad })))
        {
            yield return row;
        }

        yield return new("nothing at all", new SignInRequest(), "request_id", "password");
        yield return new("an empty password step", new SignInRequest { Password = new() }, "request_id", "password.national_id", "password.password");
        yield return new(
            "an empty code step", new SignInRequest { Code = new(), Client = new string('x', 51) }, "request_id", "code.challenge", "code.code",
            "client");
    }

    private static IEnumerable<BadInput> SessionWrites()
    {
        string[] names =
        [
            "", "x", AccountName, $"{AccountName}/sessions/", $"{AccountName}/sessions/1", $"/sessions/{AccountName[9..]}",
            $"{AccountName}/session/{AccountName[9..]}", $"{AccountName}/sessions/{AccountName[9..]} ", $"house/{AccountName[9..]}/sessions/{AccountName[9..]}",
            $"{AccountName}/sessions/{AccountName[9..]}/x", new string('a', 100_000),
        ];
        foreach (var row in Each<RefreshSessionRequest>("RefreshSession", NoRequestIds, "request_id", (r, bad) => r.RequestId = bad)
            .Concat(Each<RefreshSessionRequest>(
                "RefreshSession", ["", new string('a', 101), new string('a', 100_000)], "refresh_token", (r, bad) => r.RefreshToken = bad))
            .Concat(Each<SignOutRequest>("SignOut", NoRequestIds, "request_id", (r, bad) => r.RequestId = bad))
            .Concat(Each<RevokeSessionRequest>("RevokeSession", NoRequestIds, "request_id", (r, bad) => r.RequestId = bad))
            .Concat(Each<RevokeSessionRequest>("RevokeSession", names, "name", (r, bad) => r.Name = bad))
            .Concat(Each<ChangePasswordRequest>("ChangePassword", NoRequestIds, "request_id", (r, bad) => r.RequestId = bad))
            .Concat(Each<ChangePasswordRequest>("ChangePassword", NoPasswords[1..], "present_password", (r, bad) => r.PresentPassword = bad))
            .Concat(Each<ChangePasswordRequest>("ChangePassword", [""], "new_password", (r, bad) => r.NewPassword = bad)))
        {
            yield return row;
        }

        yield return new("nothing at all", new RefreshSessionRequest(), "request_id", "refresh_token");
        yield return new("nothing at all", new RevokeSessionRequest(), "request_id", "name");
        yield return new(
            "everything wrong", new ChangePasswordRequest { RequestId = "x", PresentPassword = "1" }, "request_id", "present_password",
            "new_password");
    }

    private static IEnumerable<BadInput> Recoveries()
    {
        foreach (var row in Each<StartPasswordRecoveryRequest>("StartPasswordRecovery", NoRequestIds, "request_id", (r, bad) => r.RequestId = bad)
            .Concat(Each<StartPasswordRecoveryRequest>("StartPasswordRecovery", NoNationalIds, "national_id", (r, bad) => r.NationalId = bad))
            .Concat(Each<StartPasswordRecoveryRequest, Date?>("StartPasswordRecovery", NoBirths, "birth_date", (r, bad) => r.BirthDate = bad))
            .Concat(Each<StartPasswordRecoveryRequest, HijriDate>("StartPasswordRecovery", NoHijriDates, "birth_hijri_date", (r, bad) => r.BirthHijriDate = bad))
            .Concat(Each<StartPasswordRecoveryRequest, Date?>("StartPasswordRecovery", NoDates, "id_expiry_date", (r, bad) => r.IdExpiryDate = bad))
            .Concat(Each<StartPasswordRecoveryRequest, HijriDate>(
                "StartPasswordRecovery", NoHijriDates, "id_expiry_hijri_date", (r, bad) => r.IdExpiryHijriDate = bad))
            .Concat(Each<CompletePasswordRecoveryRequest>("CompletePasswordRecovery", NoRequestIds, "request_id", (r, bad) => r.RequestId = bad))
            .Concat(Each<CompletePasswordRecoveryRequest>("CompletePasswordRecovery", NoHandles, "recovery", (r, bad) => r.Recovery = bad))
            .Concat(Each<CompletePasswordRecoveryRequest>(
                "CompletePasswordRecovery", ["", new string('A', 129)], "temporary_password", (r, bad) => r.TemporaryPassword = bad))
            .Concat(Each<CompletePasswordRecoveryRequest>("CompletePasswordRecovery", [""], "new_password", (r, bad) => r.NewPassword = bad)))
        {
            yield return row;
        }

        yield return new("nothing at all", new StartPasswordRecoveryRequest(), "request_id", "national_id", "birth_date", "id_expiry_date");
        yield return new(
            "nothing at all", new CompletePasswordRecoveryRequest(), "request_id", "recovery", "temporary_password", "new_password");
    }

    private static IEnumerable<BadInput> ContactChanges()
    {
        foreach (var row in Each<StartContactChangeRequest>("StartContactChange", NoRequestIds, "request_id", (r, bad) => r.RequestId = bad)
            .Concat(Each<StartContactChangeRequest>("StartContactChange", NoMobiles, "new_mobile", (r, bad) => r.NewMobile = bad))
            .Concat(Each<StartContactChangeRequest>("StartContactChange", NoEmails, "new_email", (r, bad) => r.NewEmail = bad))
            .Concat(Each<ConfirmContactChangeRequest>("ConfirmContactChange", NoRequestIds, "request_id", (r, bad) => r.RequestId = bad))
            .Concat(Each<ConfirmContactChangeRequest>("ConfirmContactChange", NoHandles, "change", (r, bad) => r.Change = bad))
            .Concat(Each<ConfirmContactChangeRequest>("ConfirmContactChange", NoCodes, "new_code", (r, bad) => r.NewCode = bad))
            .Concat(Each<ConfirmContactChangeRequest>("ConfirmContactChange", NoCodes[1..], "old_code", (r, bad) => r.OldCode = bad)))
        {
            yield return row;
        }

        yield return new("nothing at all", new StartContactChangeRequest(), "request_id", "new_mobile");
        yield return new(
            "everything wrong", new ConfirmContactChangeRequest { OldCode = "1" }, "request_id", "change", "new_code", "old_code");
    }

    private static IEnumerable<BadInput> AccountReads()
    {
        string[] names =
        [
            "", "x", "accounts", "accounts/", "accounts/1012345678", AccountName[9..], AccountName + "/", AccountName + " ", "Accounts/" + AccountName[9..],
            Household, AccountName[..^1], AccountName + "\0", new string('a', 100_000),
        ];
        foreach (var row in Each<GetAccountRequest>("GetAccount", names, "account", (r, bad) => r.Account = bad)
            .Concat(Each<GetAccountRequest>("GetAccount", NoNationalIds, "national_id", (r, bad) => r.NationalId = bad))
            .Concat(Each<GetAccountRequest>("GetAccount", NoMobiles, "mobile", (r, bad) => r.Mobile = bad))
            .Concat(Each<ListSessionsRequest>("ListSessions", names, "parent", (r, bad) => r.Parent = bad))
            .Concat(Each<ListSessionsRequest, int>("ListSessions", [-1, int.MinValue], "page_size", (r, bad) => r.PageSize = bad))
            .Concat(Each<ListAccessRecordsRequest>("ListAccessRecords", names, "parent", (r, bad) => r.Parent = bad))
            .Concat(Each<ListAccessRecordsRequest, int>("ListAccessRecords", [-1, int.MinValue], "page_size", (r, bad) => r.PageSize = bad))
            .Concat(Each<ListAccessRecordsRequest, Date?>("ListAccessRecords", NoDates[1..], "from_date", (r, bad) => r.FromDate = bad))
            .Concat(Each<ListAccessRecordsRequest, Date?>("ListAccessRecords", NoDates[1..], "until_date", (r, bad) => r.UntilDate = bad)))
        {
            yield return row;
        }

        var loose = new Consistency { FullyConsistent = false };
        yield return new("everything wrong", new GetAccountRequest { Account = "x", Consistency = loose }, "account", "consistency.fully_consistent");
        yield return new(
            "everything wrong", new ListSessionsRequest { PageSize = -1, Consistency = loose }, "parent", "page_size",
            "consistency.fully_consistent");
        yield return new("everything wrong", new ListAccessRecordsRequest
        {
            FromDate = new Date(),
            UntilDate = new Date { Year = 1 },
            PageSize = -1,
            Consistency = new Consistency { MinimizeLatency = false },
        }, "parent", "from_date", "until_date", "page_size", "consistency.minimize_latency");
        yield return Spoilt<ListAccessRecordsRequest>("ListAccessRecords", "until before from", request =>
            request.UntilDate = new Date { Year = 2026, Month = 10, Day = 31 }, "until_date");
        yield return Spoilt<ListSessionsRequest>("ListSessions", "a made-up page token", request => request.PageToken = "x") with
        {
            Reason = PageTokenInvalid,
        };
        yield return Spoilt<ListAccessRecordsRequest>("ListAccessRecords", "a made-up page token", request => request.PageToken = "x") with
        {
            Reason = PageTokenInvalid,
        };
    }

    private static IEnumerable<BadInput> Closings()
    {
        foreach (var row in Each<CloseAccountRequest>("CloseAccount", NoRequestIds, "request_id", (r, bad) => r.RequestId = bad)
            .Concat(Each<CloseAccountRequest>("CloseAccount", ["", "x", Household, AccountName + "/"], "name", (r, bad) => r.Name = bad))
            .Concat(Each<CloseAccountRequest>("CloseAccount", ["", " ", new string('1', 33)], "etag", (r, bad) => r.Etag = bad))
            .Concat(Each<CloseAccountRequest>("CloseAccount", NoPasswords[1..], "password", (r, bad) => r.Password = bad))
            .Concat(Each<CloseAccountRequest>("CloseAccount", [new string('a', 1_001), "\0"], "cause", (r, bad) => r.Cause = bad)))
        {
            yield return row;
        }

        yield return new(
            "everything wrong", new CloseAccountRequest { Password = "1", Cause = "\u0007" }, "request_id", "name", "etag", "password", "cause");
    }

    private static IEnumerable<BadInput> Each<T>(string call, IEnumerable<string> values, string field, Action<T, string> spoil)
        where T : IMessage =>
        values.Select(bad => Spoilt<T>(call, $"{field} {Shown(bad)}", request => spoil(request, bad), field));

    private static IEnumerable<BadInput> Each<T, TValue>(string call, IEnumerable<TValue> values, string field, Action<T, TValue> spoil)
        where T : IMessage =>
        values.Select(bad => Spoilt<T>(call, $"{field} {bad?.ToString() ?? "none"}", request => spoil(request, bad), field));

    private static BadInput Spoilt<T>(string call, string what, Action<T> spoil, params string[] fields)
        where T : IMessage
    {
        var request = (T)WorkingCalls.Of(Account + call).Sound(RunningService.HouseholdAt(1), Clients.Asked);
        spoil(request);
        return new BadInput(what, request, fields);
    }

    private const string Account = "citizenaccount.account.v1.AccountService.";
}
