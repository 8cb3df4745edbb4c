using System.Globalization;
using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Payment.V1;
using CitizenAccount.Contracts.System.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Tests.Hosting;
using Google.Protobuf;
using Grpc.Core;

namespace CitizenAccount.Service.Tests.Calls;

/// <summary>Every field of every working call, wrong in every way: one answer that names all bad fields, in both
/// languages, and never a fault of the service.</summary>
public sealed partial class BadInputTests(DecidedService decided) : IClassFixture<DecidedService>
{
    private const string InvalidRequest = "INVALID_REQUEST";
    private const string MonthOutOfRange = "MONTH_OUT_OF_RANGE";
    private const string CurrencyNotSupported = "CURRENCY_NOT_SUPPORTED";
    private const string PageTokenInvalid = "PAGE_TOKEN_INVALID";

    private static readonly string Household = RunningService.HouseholdAt(1).Name;

    private static readonly IReadOnlyList<BadInput> Rows =
    [
        .. Estimates(), .. Policies(), .. Calendars(), .. SystemCalls(), .. Lookups(), .. Lists(), .. Explanations(),
        .. Accounts(), .. Applications(), .. Documents(), .. Nafath(), .. Notifications(), .. Cases(), .. Cycles(),
        .. Partners(), .. Payments(),
    ];

    public static TheoryData<string> Names => [.. Rows.Select(row => row.ToString())];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_bad_request_is_refused_by_the_names_of_its_bad_fields(string name)
    {
        var row = Rows.Single(row => row.ToString() == name);
        var call = WorkingCalls.All.Single(call => call.Descriptor.InputType == row.Request.Descriptor);
        var credentials = call.Open ? null : call.Staff is { } staff ? decided.Service.As(staff) : decided.Service.AsCitizen(RunningService.HouseholdAt(1));
        var refused = await Refused.ByAsync(
            () => decided.Service.SendAsync(call.Descriptor, row.Request, Clients.By(credentials)));
        Assert.Equal((StatusCode.InvalidArgument, row.Reason), (refused.Code, refused.Reason));
        Assert.Equal(row.Fields.Order(StringComparer.Ordinal), refused.Fields.Order(StringComparer.Ordinal));
        Assert.All(refused.Violations, violation =>
        {
            var parts = violation.Description.Split(" | ");
            Assert.Equal(2, parts.Length);
            Assert.Contains(parts[0], letter => letter is >= '\u0621' and <= '\u064A');
            Assert.Contains(parts[1], char.IsAsciiLetter);
        });
        AssertFacts(row, refused);
    }

    [Fact]
    public void Every_working_call_has_rows() => Assert.Empty(
        WorkingCalls.All.Select(call => call.Descriptor.InputType).Except(Rows.Select(row => row.Request.Descriptor)));

    private static void AssertFacts(BadInput row, Refused refused)
    {
        switch (row.Reason)
        {
            case InvalidRequest:
                Assert.NotEmpty(refused.Fields);
                Assert.Equal(
                    refused.Fields.Count.ToString(CultureInfo.InvariantCulture), refused.Metadata["violations"]);
                break;
            case MonthOutOfRange:
                Assert.Equal(("2017-12", "2028-11"), (refused.Metadata["first_month"], refused.Metadata["last_month"]));
                break;
            case CurrencyNotSupported:
                Assert.Matches("^[A-Z]{0,3}$", refused.Metadata["currency_code"]);
                break;
            default:
                Assert.Equal(PageTokenInvalid, row.Reason);
                break;
        }
    }

    private static IEnumerable<BadInput> Estimates()
    {
        foreach (var halalas in new[] { -1, 100_000_001, long.MinValue, long.MaxValue })
        {
            yield return Estimate(
                $"an income of {halalas}", request => request.MonthlyIncome.Halalas = halalas,
                "monthly_income.halalas");
        }

        foreach (var count in new[] { -1, 51, int.MinValue, int.MaxValue })
        {
            yield return Estimate($"{count} adults", request => request.Dependants18Plus = count, "dependants_18_plus");
            yield return Estimate(
                $"{count} minors", request => request.DependantsUnder18 = count, "dependants_under_18");
        }

        foreach (var kind in new[] { 0, 3, 99, -1, int.MaxValue })
        {
            yield return Estimate($"kind {kind}", request => request.Kind = (BeneficiaryKind)kind, "kind");
        }

        foreach (var (year, month) in NoMonths)
        {
            yield return Estimate(
                $"month {year}-{month}", request => request.BenefitMonth = Month(year, month), "benefit_month");
        }

        foreach (var (year, month) in FarMonths)
        {
            yield return Estimate($"month {year}-{month}", request => request.BenefitMonth = Month(year, month)) with
            {
                Reason = MonthOutOfRange,
            };
        }

        foreach (var currency in new[] { "USD", "", "sar", "SAR ", "ريال", "SAR\0", new string('X', 50_000) })
        {
            yield return Estimate(
                $"currency {Shown(currency)}", request => request.MonthlyIncome.CurrencyCode = currency) with
            {
                Reason = CurrencyNotSupported,
            };
        }

        yield return Estimate("no income", request => request.MonthlyIncome = null, "monthly_income");
        yield return Estimate("an independent with an adult", Independent(1, 0), "dependants_18_plus");
        yield return Estimate("an independent with a minor", Independent(0, 1), "dependants_under_18");
        yield return Estimate(
            "an independent with both", Independent(1, 1), "dependants_18_plus", "dependants_under_18");
        yield return Estimate(
            "a head alone", request => (request.Dependants18Plus, request.DependantsUnder18) = (0, 0),
            "dependants_18_plus");
        yield return new("nothing at all", new EstimateSupportRequest(), "kind", "monthly_income");
        yield return Estimate(
            "everything wrong", EverythingWrong, "kind", "dependants_18_plus", "dependants_under_18",
            "monthly_income.halalas", "monthly_income.currency_code", "benefit_month");
        yield return Estimate(
            "a foreign currency in a far month",
            request => (request.MonthlyIncome.CurrencyCode, request.BenefitMonth) = ("USD", Month(2017, 11)),
            "monthly_income.currency_code", "benefit_month");
    }

    private static void EverythingWrong(EstimateSupportRequest request)
    {
        request.Kind = (BeneficiaryKind)7;
        request.Dependants18Plus = -1;
        request.DependantsUnder18 = 51;
        request.MonthlyIncome = new Money { CurrencyCode = "USD", Halalas = -1 };
        request.BenefitMonth = Month(2026, 13);
    }

    private static Action<EstimateSupportRequest> Independent(int adults, int minors) => request =>
    {
        request.Kind = BeneficiaryKind.Independent;
        (request.Dependants18Plus, request.DependantsUnder18) = (adults, minors);
    };

    private static BadInput Estimate(string what, Action<EstimateSupportRequest> spoil, params string[] fields)
    {
        var request = WorkingCalls.SoundEstimate;
        spoil(request);
        return new BadInput(what, request, fields);
    }

    private static IEnumerable<BadInput> Policies()
    {
        foreach (var (year, month) in NoMonths)
        {
            yield return new(
                $"month {year}-{month}", new GetPolicyRequest { BenefitMonth = Month(year, month) }, "benefit_month");
        }

        foreach (var (year, month) in FarMonths)
        {
            yield return new($"month {year}-{month}", new GetPolicyRequest { BenefitMonth = Month(year, month) })
            {
                Reason = MonthOutOfRange,
            };
        }
    }

    private static IEnumerable<BadInput> Calendars()
    {
        foreach (var months in new[] { 0, 37, -1, int.MinValue, int.MaxValue })
        {
            yield return Span($"{months} months", 2026, 12, months, "span.months");
        }

        foreach (var (year, month) in NoMonths)
        {
            yield return Span($"from {year}-{month}", year, month, 1, "span.from_month");
        }

        (int, int, int)[] far = [(2017, 11, 1), (2028, 12, 1), (2028, 11, 2), (2026, 12, 25), (2000, 1, 36)];
        foreach (var (year, month, months) in far)
        {
            yield return Span($"{months} from {year}-{month}", year, month, months) with { Reason = MonthOutOfRange };
        }

        foreach (var year in new[] { 0, -1, 10_000, int.MinValue, int.MaxValue })
        {
            yield return new($"year {year}", new GetPaymentCalendarRequest { Year = year }, "year");
        }

        foreach (var year in new[] { 1, 2016, 2029, 9999 })
        {
            yield return new($"year {year}", new GetPaymentCalendarRequest { Year = year })
            {
                Reason = MonthOutOfRange,
            };
        }

        yield return new(
            "an empty span", new GetPaymentCalendarRequest { Span = new MonthSpan() }, "span.from_month",
            "span.months");
        yield return Span("month and length wrong", 2026, 13, 40, "span.from_month", "span.months");
    }

    private static BadInput Span(string what, int year, int month, int months, params string[] fields)
    {
        var span = new MonthSpan { FromMonth = Month(year, month), Months = months };
        return new BadInput(what, new GetPaymentCalendarRequest { Span = span }, fields);
    }

    private static IEnumerable<BadInput> SystemCalls()
    {
        string[] versions =
        [
            "x", "1", "1.2", "1.2.3.4", "-1.0.0", "1.2.3-", "1.2.3\n", "1.2.\u0663", new string('1', 51),
            "1.2.3-" + new string('a', 50),
        ];
        foreach (var version in versions)
        {
            yield return new(
                $"version {Shown(version)}", new GetSystemInfoRequest { ClientVersion = version }, "client_version");
        }

        yield return new(
            "a name of 51 letters", new GetSystemInfoRequest { ClientName = new string('a', 51) }, "client_name");
        yield return new(
            "name and version too long",
            new GetSystemInfoRequest
            {
                ClientName = new string('\u0001', 100_000),
                ClientVersion = new string('9', 100_000),
            },
            "client_name", "client_version");
        yield return new("page size -1", new ListContactChannelsRequest { PageSize = -1 }, "page_size");
        yield return new(
            "the smallest page size", new ListContactChannelsRequest { PageSize = int.MinValue }, "page_size");
        yield return new("a made-up page token", new ListContactChannelsRequest { PageToken = "x" })
        {
            Reason = PageTokenInvalid,
        };
        yield return new("a huge page token", new ListContactChannelsRequest { PageToken = new string('A', 100_000) })
        {
            Reason = PageTokenInvalid,
        };
    }

    private static IEnumerable<BadInput> Lookups()
    {
        foreach (var name in NoHouseholds)
        {
            var request = new GetEligibilityRequest { Household = name, Purpose = Clients.Asked };
            yield return new($"household {Shown(name)}", request, "household");
            yield return new(
                $"watched household {Shown(name)}", new WatchEligibilityRequest { Household = name, Purpose = Clients.Asked },
                "household");
            yield return Batch($"household {Shown(name)} among others", [Household, name], "households[1]");
        }

        yield return Batch("no households", [], "households");
        yield return Batch("a household twice", [Household, Household], "households[1]");
        yield return Batch(
            "1001 households", [.. Enumerable.Range(0, 1_001).Select(index => RunningService.HouseholdAt(index).Name)], "households");

        yield return new("not fully consistent", new GetEligibilityRequest
        {
            Household = Household,
            Purpose = Clients.Asked,
            Consistency = new Consistency { FullyConsistent = false },
        }, "consistency.fully_consistent");
        yield return new("no latency minimized and no household", new GetEligibilityRequest
        {
            Consistency = new Consistency { MinimizeLatency = false },
        }, "household", "consistency.minimize_latency");
    }

    private static BadInput Batch(string name, string[] households, params string[] fields)
    {
        var request = new BatchGetEligibilityRequest { Purpose = Clients.Asked };
        request.Households.Add(households);
        return new(name, request, fields);
    }

    private static IEnumerable<BadInput> Lists()
    {
        foreach (var name in NoHouseholds)
        {
            var request = new ListDecisionsRequest { Parent = name, Purpose = Clients.Asked };
            yield return new($"parent {Shown(name)}", request, "parent");
        }

        foreach (var size in new[] { -1, int.MinValue })
        {
            var request = new ListDecisionsRequest { Parent = Household, PageSize = size, Purpose = Clients.Asked };
            yield return new($"page size {size}", request, "page_size");
        }

        yield return new("a made-up page token", new ListDecisionsRequest
        {
            Parent = Household,
            PageToken = "x\u0000",
            Purpose = Clients.Asked,
        })
        {
            Reason = PageTokenInvalid,
        };
        yield return new("everything wrong", new ListDecisionsRequest
        {
            Parent = "x",
            PageSize = -5,
            Consistency = new Consistency { FullyConsistent = false },
        }, "parent", "page_size", "consistency.fully_consistent");
    }

    private static IEnumerable<BadInput> Explanations()
    {
        string[] names =
        [
            .. NoHouseholds.Select(name => $"{name}/decisions/2026-12"),
            "", Household, $"{Household}/decisions/", $"{Household}/decisions/2026-13",
            $"{Household}/decisions/2026-12 ", $"{Household}/decisions/ 2026-12", $"{Household}/decisions/2026-12/", $"{Household}/decisions/1999-12",
            $"{Household}/decisions/\u0662\u0660\u0662\u0666-\u0661\u0662", $"{Household}/decisions/2026-12\u200E",
            $"{Household}/decisions/202612", $"{Household}/payments/2026-12", $"/decisions/2026-12",
        ];
        foreach (var name in names.Distinct())
        {
            var request = new ExplainDecisionRequest { Name = name, Purpose = Clients.Asked };
            yield return new($"name {Shown(name)}", request, "name");
        }

        yield return new("version -1", new ExplainDecisionRequest
        {
            Name = $"{Household}/decisions/2026-12",
            Version = -1,
            Purpose = Clients.Asked,
        }, "version");
        yield return new("everything wrong", new ExplainDecisionRequest
        {
            Name = "\t",
            Version = int.MinValue,
            Consistency = new Consistency { MinimizeLatency = false },
        }, "name", "version", "consistency.minimize_latency");
    }

    private static YearMonth Month(int year, int month) => new() { Year = year, Month = month };

    private static string Shown(string name) => name.Length > 80
        ? $"of {name.Length} letters"
        : string.Concat(name.Select(letter => letter is > ' ' and <= '~' ? $"{letter}" : $"\\{(int)letter:x}"));

    private static IReadOnlyList<(int Year, int Month)> NoMonths =>
    [
        (2026, 0), (2026, 13), (2026, -1), (0, 1), (0, 0), (-2026, 5), (9999, 12), (10_000, 1),
        (int.MaxValue, int.MaxValue), (int.MinValue, int.MinValue),
    ];

    private static IReadOnlyList<(int Year, int Month)> FarMonths =>
        [(2017, 11), (2000, 1), (2028, 12), (2199, 12)];

    private static IReadOnlyList<string> NoHouseholds =>
    [
        "", "households", "households/", "x", "households/1012345678", "household/" + Household[11..], Household[11..],
        Household + "/", Household + "\n", Household + " ", " " + Household, "Households/" + Household[11..],
        "households/ " + Household[11..], $"households/{{{Household[11..]}}}",
        "households/" + Household[11..].Replace("-", ""),
        Household[..^1], Household + "0", Household[..^1] + "g", Household + "\0", Household + "/decisions",
        "households/" + new string('a', 1_000_000), "households/\u0660\u0661", "..", "households/../households/x",
    ];

    private sealed record BadInput(string What, IMessage Request, params string[] Fields)
    {
        public string Reason { get; init; } = InvalidRequest;

        public override string ToString() => $"{Request.Descriptor.Name}: {What}";
    }
}
