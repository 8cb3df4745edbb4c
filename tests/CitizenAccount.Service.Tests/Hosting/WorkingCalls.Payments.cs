using CitizenAccount.Contracts.Payment.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Kernel;
using Google.Protobuf;

namespace CitizenAccount.Service.Tests.Hosting;

// Calls of payments: a household's own, and those of the people who pay.
internal static partial class WorkingCalls
{
    private const string Disbursement = "citizenaccount.payment.v1.DisbursementService.";
    private const string SomeBatch = "paymentBatches/1";
    private const string NoPayment = "PAYMENT_NOT_FOUND";

    // Made when it is asked for: the table may be made before the fields of this file.
    public static string SomeHash => new('a', 64);

    private static Role[] BatchReaders => [Role.Operator, Role.Approver, Role.Releaser, Role.Supervisor];

    private static string[] BatchAnswers => ["BATCH_NOT_FOUND", "TOO_MANY_STREAMS"];

    private static WorkingCall[] Payments =>
    [
        new(Payment + "GetPayment", OwnerAndStaff, (household, purpose) => new GetPaymentRequest
        {
            Name = $"{household.Name}/payments/2026-12",
            Purpose = purpose,
        })
        {
            Absent = NoPayment,
        },
        new(Payment + "ListPayments", OwnerAndStaff, (household, purpose) => new ListPaymentsRequest
        {
            Parent = household.Name,
            PageSize = 10,
            Purpose = purpose,
        })
        {
            Absent = NoHousehold,
        },
        new(Payment + "ExplainPayment", OwnerAndStaff, (household, purpose) => new ExplainPaymentRequest
        {
            Name = $"{household.Name}/payments/2026-12",
            Purpose = purpose,
        })
        {
            Absent = NoPayment,
        },
        OfBatch("PrepareBatch", [Role.Operator], new PrepareBatchRequest
        {
            RequestId = Guid.NewGuid().ToString("D"),
            Cycle = MonthName,
            Kind = PaymentBatchKind.Regular,
            PaymentDate = new Date { Year = 2026, Month = 12, Day = 10 },
            ValidateOnly = true,
        }, "CYCLE_NOT_FOUND"),
        OfBatch("GetBatch", BatchReaders, new GetBatchRequest { Name = SomeBatch }, BatchAnswers),
        OfBatch("ListBatches", BatchReaders, new ListBatchesRequest { Cycle = MonthName, PageSize = 10 }),
        OfBatch("WatchBatch", BatchReaders, new WatchBatchRequest { Name = SomeBatch }, BatchAnswers),
        OfBatch("ApproveBatch", [Role.Approver], new ApproveBatchRequest
        {
            RequestId = Guid.NewGuid().ToString("D"),
            Name = SomeBatch,
            LinesSha256 = SomeHash,
        }, BatchAnswers),
        OfBatch("ReleaseBatch", [Role.Releaser], new ReleaseBatchRequest
        {
            RequestId = Guid.NewGuid().ToString("D"),
            Name = SomeBatch,
            LinesSha256 = SomeHash,
        }, BatchAnswers),
        OfBatch("ExportBankFile", [Role.Releaser], new ExportBankFileRequest
        {
            RequestId = Guid.NewGuid().ToString("D"),
            Name = $"{SomeBatch}/bankFiles/1",
        }, BatchAnswers),
        OfBatch("ImportBankReport", [Role.Operator], new ImportBankReportRequest { Header = SoundReportHeader() }, "REPORT_REFUSED"),
        OfBatch("AuditLedger", BatchReaders, new AuditLedgerRequest()),
        new(Disbursement + "ListLedgerEntries", BatchReaders, (household, purpose) => new ListLedgerEntriesRequest
        {
            Household = household.Name,
            PageSize = 10,
            Purpose = purpose,
        })
        {
            Absent = NoHousehold,
        },
        new(Disbursement + "HoldPayment", [Role.CaseWorker, Role.Supervisor, Role.Operator], (household, purpose) => SoundHold(household, purpose))
        {
            Absent = NoHousehold,
            Answers = ["HOLD_STATE"],
        },
        new(Disbursement + "ReleaseHold", [Role.Supervisor, Role.Approver], (household, purpose) => new ReleaseHoldRequest
        {
            RequestId = Guid.NewGuid().ToString("D"),
            Name = $"{household.Name}/paymentHolds/{Guid.NewGuid():D}",
            Note = "The matter was cleared up.",
            Purpose = purpose,
        })
        {
            Absent = "HOLD_NOT_FOUND",
            Answers = ["HOLD_NOT_FOUND"],
        },
        new(Disbursement + "OpenRecovery", [Role.CaseWorker, Role.Supervisor], (household, purpose) => SoundRecovery(household, purpose))
        {
            Absent = NoHousehold,
            Answers = ["RECOVERY_NOT_ALLOWED"],
        },
        new(Disbursement + "DecideRecovery", [Role.Approver], (household, purpose) => new DecideRecoveryRequest
        {
            RequestId = Guid.NewGuid().ToString("D"),
            Name = $"{household.Name}/recoveries/{Guid.NewGuid():D}",
            Verdict = RecoveryVerdict.Approve,
            Note = "The proof was looked at.",
            Purpose = purpose,
        })
        {
            Absent = "RECOVERY_NOT_FOUND",
            Answers = ["RECOVERY_NOT_FOUND"],
        },
    ];

    public static ImportBankReportHeader SoundReportHeader() => new()
    {
        RequestId = Guid.NewGuid().ToString("D"),
        Kind = BankReportKind.Status,
        SizeBytes = 1_000,
        ContentSha256 = SomeHash,
    };

    public static HoldPaymentRequest SoundHold(HouseholdId household, Purpose? purpose) => new()
    {
        RequestId = Guid.NewGuid().ToString("D"),
        Household = household.Name,
        Cause = PaymentHoldCause.Inquiry,
        Note = "A competent authority asked.",
        Purpose = purpose,
    };

    public static OpenRecoveryRequest SoundRecovery(HouseholdId household, Purpose? purpose) => new()
    {
        RequestId = Guid.NewGuid().ToString("D"),
        Household = household.Name,
        Months =
        {
            new OverpaidMonth
            {
                BenefitMonth = new YearMonth { Year = 2026, Month = 12 },
                EvidenceMonth = new YearMonth { Year = 2026, Month = 12 },
                Paid = new Money { CurrencyCode = "SAR", Halalas = 100_00 },
                Due = new Money { CurrencyCode = "SAR", Halalas = 50_00 },
                Decision = $"{household.Name}/decisions/2026-12",
                Source = FactSource.IncomeRecords,
            },
        },
        Cause = new LocalizedText { Ar = "صُرف أكثر من المستحق", En = "More was paid than was due" },
        Purpose = purpose,
    };

    // Each time a message of its own: a test may spoil the one it is given.
    private static WorkingCall OfBatch(string name, Role[] roles, IMessage sound, params string[] answers) =>
        new(Disbursement + name, roles, (_, _) => sound.Descriptor.Parser.ParseFrom(sound.ToByteArray()))
        {
            NamesWhose = false,
            Answers = answers,
        };
}
