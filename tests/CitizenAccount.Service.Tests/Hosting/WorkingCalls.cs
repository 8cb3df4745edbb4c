using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Payment.V1;
using CitizenAccount.Contracts.System.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Kernel;
using CitizenAccount.Service.Platform.Calls;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace CitizenAccount.Service.Tests.Hosting;

/// <summary>One call that is built: who may make it, and a sound request.</summary>
/// <param name="Name">Full name, <c>package.Service.Call</c>.</param>
/// <param name="Roles">Who may; none is anyone.</param>
/// <param name="Sound">A request that is answered, about a household where the call is about one.</param>
internal sealed record WorkingCall(string Name, Role[] Roles, Func<HouseholdId, Purpose?, IMessage> Sound)
{
    /// <summary>Anyone may make the call, and it touches no person's data.</summary>
    public bool Open => Roles.Length == 0;

    /// <summary>The contract says that it touches a person's data, as an open call may too.</summary>
    public bool IsPersonal => Descriptor.GetOptions().GetExtension(AccessExtensions.Access).PersonalData;

    /// <summary>What an absent thing is answered with.</summary>
    public string Absent { get; init; } = "";

    /// <summary>Whether the request names a household, or an account, that can be another's.</summary>
    public bool NamesWhose { get; init; } = Roles.Length > 0;

    /// <summary>Reasons a sound request may meet because of the state of things, such as a code that was never sent.
    /// The call was let through and served all the same.</summary>
    public string[] Answers { get; init; } = [];

    /// <summary>A role of staff that may make the call; null when only citizens may.</summary>
    public Role? Staff => Roles.Where(role => role != Role.Citizen).Select(role => (Role?)role).FirstOrDefault();

    /// <summary>A role that is served: a citizen's where citizens may call.</summary>
    public Role Usual => Open || Roles.Contains(Role.Citizen) ? Role.Citizen : Staff!.Value;

    /// <summary>A purpose for who needs one.</summary>
    public Purpose? UsualPurpose => Usual == Role.Citizen ? null : Clients.Asked;

    public MethodDescriptor Descriptor => ContractFiles.All.SelectMany(file => file.Services)
        .SelectMany(service => service.Methods).Single(call => call.FullName == Name);

    public override string ToString() => Name;

    /// <summary>Makes the call; an answer of <see cref="Answers"/> counts as served.</summary>
    /// <returns>The status it ended with.</returns>
    public async Task<StatusCode> ServeAsync(
        RunningService service, HouseholdId household, Purpose? purpose, CallOptions options)
    {
        try
        {
            if (Descriptor.Name.StartsWith("Watch", StringComparison.Ordinal))
            {
                await service.LeaveAfterFirstAsync(this, Sound(household, purpose), options);
                return StatusCode.Cancelled;
            }

            await service.SendAsync(Descriptor, Sound(household, purpose), options);
            return StatusCode.OK;
        }
        catch (RpcException refused) when (Answers.Length > 0
            && refused.StatusCode is not (StatusCode.Unimplemented or StatusCode.Internal)
            && Answers.Contains(Refused.Read(refused).Reason))
        {
            return refused.StatusCode;
        }
    }
}

/// <summary>The one table of the calls that are built. A call that is built and not listed here fails a test, so that
/// every one of them is tried with every kind of caller, bad field and random request.</summary>
internal static partial class WorkingCalls
{
    private const string Eligibility = "citizenaccount.eligibility.v1.EligibilityService.";
    private const string Payment = "citizenaccount.payment.v1.PaymentService.";
    private const string SystemInfo = "citizenaccount.system.v1.SystemService.";

    private static readonly Role[] OwnerAndStaff = [Role.Citizen, Role.Agent, Role.CaseWorker, Role.Supervisor];

    public static IReadOnlyList<WorkingCall> All { get; } =
    [
        .. new[] { Accounts, Applications, Cases, Cycles, Documents, Nafath, Notifications, Others, Partners, Payments }.SelectMany(calls => calls)
            .OrderBy(call => call.Name, StringComparer.Ordinal),
    ];


    /// <summary>Names for the rows of a theory.</summary>
    public static TheoryData<string> Names => [.. All.Select(call => call.Name)];

    /// <summary>Names of those that touch a person's data, name whose, and may be made by the person.</summary>
    public static TheoryData<string> PersonalNames =>
        [.. All.Where(call => call.NamesWhose && call.Roles.Contains(Role.Citizen)).Select(call => call.Name)];

    /// <summary>Names of those among them that staff may make.</summary>
    public static TheoryData<string> StaffNames =>
        [.. All.Where(call => call.NamesWhose && call.Staff is not null).Select(call => call.Name)];

    public static EstimateSupportRequest SoundEstimate => new()
    {
        Kind = BeneficiaryKind.Head,
        Dependants18Plus = 1,
        DependantsUnder18 = 2,
        MonthlyIncome = new Money { CurrencyCode = "SAR", Halalas = 11_000_00 },
        BenefitMonth = new YearMonth { Year = 2026, Month = 12 },
    };

    public static WorkingCall Of(string name) => All.Single(call => call.Name == name);

    private static WorkingCall[] Others =>
    [
        new(Eligibility + "BatchGetEligibility", [Role.CaseWorker, Role.Supervisor], (household, purpose) => new BatchGetEligibilityRequest
        {
            Households = { household.Name },
            Purpose = purpose,
        })
        {
            NamesWhose = false,
        },
        new(Eligibility + "EstimateSupport", [], (_, _) => SoundEstimate),
        new(Eligibility + "ExplainDecision", OwnerAndStaff, (household, purpose) => new ExplainDecisionRequest
        {
            Name = $"{household.Name}/decisions/2026-12",
            Purpose = purpose,
        })
        {
            Absent = "DECISION_NOT_FOUND",
        },
        new(Eligibility + "GetEligibility", OwnerAndStaff, (household, purpose) => new GetEligibilityRequest
        {
            Household = household.Name,
            Purpose = purpose,
        })
        {
            Absent = "HOUSEHOLD_NOT_FOUND",
        },
        new(Eligibility + "GetPolicy", [], (_, _) => new GetPolicyRequest
        {
            BenefitMonth = new YearMonth { Year = 2026, Month = 12 },
        }),
        new(Eligibility + "ListDecisions", OwnerAndStaff, (household, purpose) => new ListDecisionsRequest
        {
            Parent = household.Name,
            PageSize = 10,
            Purpose = purpose,
        })
        {
            Absent = "HOUSEHOLD_NOT_FOUND",
        },
        new(Eligibility + "WatchEligibility", OwnerAndStaff, (household, purpose) => new WatchEligibilityRequest
        {
            Household = household.Name,
            Purpose = purpose,
        })
        {
            Absent = "HOUSEHOLD_NOT_FOUND",
            Answers = ["TOO_MANY_STREAMS"],
        },
        new(Payment + "GetPaymentCalendar", [], (_, _) => new GetPaymentCalendarRequest
        {
            Span = new MonthSpan { FromMonth = new YearMonth { Year = 2026, Month = 12 }, Months = 3 },
        }),
        new(SystemInfo + "GetSystemInfo", [], (_, _) => new GetSystemInfoRequest
        {
            ClientName = "portal",
            ClientVersion = "0.1.0",
        }),
        new(SystemInfo + "ListContactChannels", [], (_, _) => new ListContactChannelsRequest { PageSize = 2 }),
    ];
}
