using CitizenAccount.Contracts.Type.V1;
using Google.Protobuf.Reflection;
using static CitizenAccount.Service.Tests.Contract.ContractDescriptors;
using static Google.Protobuf.Reflection.MethodOptions.Types;

namespace CitizenAccount.Service.Tests.Contract;

/// <summary>What every call of the contract owes its callers: who may make it, whether it may be repeated, and the
/// fields all calls of its kind share.</summary>
public sealed class ContractCallTests
{
    /// <summary>Reads of what no household or person owns: nothing there can be stale in a way a caller could notice.
    /// </summary>
    private static readonly HashSet<string> ReadsWithoutConsistency =
    [
        "EstimateSupport", "GetPolicy", "GetPaymentCalendar", "GetSystemInfo", "ListContactChannels", "AuditLedger",
    ];

    [Fact]
    public void Every_call_says_whether_it_may_be_repeated() =>
        AssertNone(
            AllCalls.Where(call => IdempotencyOf(call) == IdempotencyLevel.IdempotencyUnknown), "idempotency_level");

    [Fact]
    public void Every_call_is_either_open_or_names_its_roles() =>
        AssertNone(
            AllCalls.Where(call => AccessOf(call) is not { } access || access.Open == access.Roles.Count > 0),
            "access");

    [Fact]
    public void Roles_are_stated_once_and_scopes_bind_partners_only() =>
        AssertNone(
            AllCalls.Where(call => AccessOf(call) is { } access
                && (access.Roles.Contains(Role.Unspecified)
                    || access.Roles.Distinct().Count() != access.Roles.Count
                    || access.Roles.Contains(Role.Partner) != access.Scopes.Count > 0)),
            "one scope or more where PARTNER is among the roles, and every role once");

    [Fact]
    public void Only_the_named_calls_are_open_to_all()
    {
        string[] open =
        [
            "AccountService.CompleteNafathSignIn", "AccountService.CompletePasswordRecovery",
            "AccountService.ConfirmRegistration", "AccountService.RefreshSession", "AccountService.SignIn",
            "AccountService.StartNafathSignIn", "AccountService.StartPasswordRecovery",
            "AccountService.StartRegistration", "EligibilityService.EstimateSupport", "EligibilityService.GetPolicy",
            "Health.Check", "Health.List", "Health.Watch", "PaymentService.GetPaymentCalendar",
            "SystemService.GetSystemInfo", "SystemService.ListContactChannels", "VoiceService.GetTicket",
            "VoiceService.OpenTicket",
        ];

        Assert.Equal(
            open, AllCalls.Where(call => AccessOf(call)!.Open).Select(ShortName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Only_the_named_calls_are_streams()
    {
        string[] streams =
        [
            "ApplicationService.DownloadDocument: server", "ApplicationService.UploadDocument: client",
            "CycleService.WatchCycle: server", "DisbursementService.ExportBankFile: server",
            "DisbursementService.ImportBankReport: client", "DisbursementService.WatchBatch: server",
            "EligibilityService.WatchEligibility: server", "Health.Watch: server",
            "IncomeVerificationService.ServeVerifications: both",
            "IncomeVerificationService.SubmitIncomeRecords: client",
            "IncomeVerificationService.WatchSubmission: server", "NotificationService.WatchNotifications: server",
            "ServerReflection.ServerReflectionInfo: both",
        ];

        var found = AllCalls.Where(call => call.IsClientStreaming || call.IsServerStreaming)
            .Select(call => $"{ShortName(call)}: {DirectionOf(call)}")
            .Order(StringComparer.Ordinal);

        Assert.Equal(streams, found);
    }

    [Fact]
    public void Every_write_carries_a_request_id() =>
        AssertNone(
            Writes().Where(call => call.Name != "ServeVerifications") // its answers are told apart by their question
                .Where(call => OpeningField(call, "request_id") is not { FieldType: FieldType.String, FieldNumber: 1 }),
            "string request_id = 1");

    [Fact]
    public void No_read_carries_a_request_id() =>
        AssertNone(
            OwnCalls.Except(Writes()).Where(call => OpeningField(call, "request_id") is not null), "no request_id");

    [Fact]
    public void Every_call_on_a_persons_data_lets_staff_and_partners_state_their_purpose() =>
        AssertNone(
            OwnCalls.Where(call => AccessOf(call)!.PersonalData && OthersThanCitizens(call))
                .Where(call => !Is(OpeningField(call, "purpose"), Purpose.Descriptor)),
            "citizenaccount.type.v1.Purpose purpose");

    [Fact]
    public void A_purpose_is_asked_only_where_a_persons_data_are_touched() =>
        AssertNone(
            OwnCalls.Where(call => !AccessOf(call)!.PersonalData && OpeningField(call, "purpose") is not null),
            "personal_data: true");

    [Fact]
    public void Every_read_takes_a_consistency_and_answers_how_fresh_it_is()
    {
        var reads = OwnCalls.Where(call => IdempotencyOf(call) == IdempotencyLevel.NoSideEffects
            && call is { IsClientStreaming: false, IsServerStreaming: false }
            && !ReadsWithoutConsistency.Contains(call.Name)).ToList();

        AssertNone(reads.Where(call => !Is(OpeningField(call, "consistency"), Consistency.Descriptor)), "consistency");
        AssertNone(
            reads.Where(call => call.Name != "BatchGetEligibility") // there each result has its own
                .Where(call => !Is(call.OutputType.FindFieldByName("freshness"), Freshness.Descriptor)
                    || call.OutputType.FindFieldByName("consistency_token") is not { FieldType: FieldType.String }),
            "freshness and consistency_token in the answer");
    }

    [Fact]
    public void Every_list_is_paged() =>
        AssertNone(
            OwnCalls.Where(call => call.Name.StartsWith("List", StringComparison.Ordinal))
                .Where(call => call.InputType.FindFieldByName("page_size") is not { FieldType: FieldType.Int32 }
                    || call.InputType.FindFieldByName("page_token") is not { FieldType: FieldType.String }
                    || call.OutputType.FindFieldByName("next_page_token") is not { FieldType: FieldType.String }),
            "page_size, page_token and next_page_token");

    [Theory]
    [InlineData("SubmitApplication")]
    [InlineData("Reapply")]
    [InlineData("StartCycle")]
    [InlineData("PrepareBatch")]
    [InlineData("ImportBankReport")]
    [InlineData("SubmitIncomeRecords")]
    public void What_is_costly_to_undo_can_be_checked_first(string name)
    {
        var call = Assert.Single(OwnCalls, call => call.Name == name);

        Assert.True(
            OpeningField(call, "validate_only") is { FieldType: FieldType.Bool }, $"{name} lacks validate_only");
    }

    [Theory]
    [InlineData("UpdateApplication")]
    [InlineData("AddMember")]
    [InlineData("UpdateMember")]
    [InlineData("RemoveMember")]
    [InlineData("ChangeBankAccount")]
    [InlineData("SubmitApplication")]
    public void Updates_of_a_household_name_the_state_they_were_based_on(string name)
    {
        var call = Assert.Single(OwnCalls, call => call.Name == name);

        Assert.True(OpeningField(call, "etag") is { FieldType: FieldType.String }, $"{name} lacks etag");
    }

    private static IEnumerable<MethodDescriptor> Writes() =>
        OwnCalls.Where(call => IdempotencyOf(call) != IdempotencyLevel.NoSideEffects);

    private static bool OthersThanCitizens(MethodDescriptor call) =>
        AccessOf(call) is { } access && (access.Open || access.Roles.Any(role => role != Role.Citizen));

    private static bool Is(FieldDescriptor? field, MessageDescriptor type) =>
        field is { FieldType: FieldType.Message, IsRepeated: false } && field.MessageType == type;

    private static string DirectionOf(MethodDescriptor call) =>
        !call.IsServerStreaming ? "client" : call.IsClientStreaming ? "both" : "server";

    private static string ShortName(MethodDescriptor call) => $"{call.Service.Name}.{call.Name}";

    private static void AssertNone(IEnumerable<MethodDescriptor> offenders, string owed)
    {
        var names = offenders.Select(ShortName).ToList();
        Assert.True(names.Count == 0, $"Owed: {owed}. Missing in: {string.Join(", ", names)}");
    }
}
