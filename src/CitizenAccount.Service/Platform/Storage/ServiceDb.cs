using CitizenAccount.Service.Accounts;
using CitizenAccount.Service.Accounts.Nafath;
using CitizenAccount.Service.Applications;
using CitizenAccount.Service.Applications.Documents;
using CitizenAccount.Service.Eligibility;
using CitizenAccount.Service.Eligibility.Risk;
using CitizenAccount.Service.Notifications;
using CitizenAccount.Service.Objections;
using CitizenAccount.Service.Partners.Submissions;
using CitizenAccount.Service.Partners.Verifications;
using CitizenAccount.Service.Payments;
using CitizenAccount.Service.Payments.Bank;
using CitizenAccount.Service.Payments.Batches;
using CitizenAccount.Service.Payments.Ledger;
using CitizenAccount.Service.Payments.Recoveries;
using CitizenAccount.Service.Platform.Audit;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Outbox;
using CitizenAccount.Service.Platform.Security;
using CitizenAccount.Service.Voice;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Platform.Storage;

/// <summary>One model for both databases. The rooms map their own tables; nobody but a room's store reads them.
/// </summary>
internal abstract class ServiceDb(DbContextOptions options) : DbContext(options)
{
    public DbSet<HouseholdRow> Households => Set<HouseholdRow>();

    public DbSet<MemberRow> Members => Set<MemberRow>();

    public DbSet<HouseholdFactsRow> HouseholdFacts => Set<HouseholdFactsRow>();

    public DbSet<ApplicationRow> Applications => Set<ApplicationRow>();

    public DbSet<ApplicationEventRow> ApplicationEvents => Set<ApplicationEventRow>();

    public DbSet<FactsTurnRow> FactsTurns => Set<FactsTurnRow>();

    public DbSet<CycleRow> Cycles => Set<CycleRow>();

    public DbSet<CyclePartitionRow> CyclePartitions => Set<CyclePartitionRow>();

    public DbSet<CycleStepRow> CycleSteps => Set<CycleStepRow>();

    public DbSet<CycleOutlierRow> CycleOutliers => Set<CycleOutlierRow>();

    public DbSet<DecisionRow> Decisions => Set<DecisionRow>();

    public DbSet<RiskSearchRow> RiskSearches => Set<RiskSearchRow>();

    public DbSet<RiskRow> RiskSignals => Set<RiskRow>();

    public DbSet<RedecisionRow> Redecisions => Set<RedecisionRow>();

    public DbSet<RedecisionAskRow> RedecisionAsks => Set<RedecisionAskRow>();

    public DbSet<JournalEntryRow> JournalEntries => Set<JournalEntryRow>();

    public DbSet<JournalHeadRow> JournalHeads => Set<JournalHeadRow>();

    public DbSet<BatchRow> PaymentBatches => Set<BatchRow>();

    public DbSet<BankFileRow> BankFiles => Set<BankFileRow>();

    public DbSet<InstructionRow> PaymentInstructions => Set<InstructionRow>();

    public DbSet<PaymentLineRow> PaymentLines => Set<PaymentLineRow>();

    public DbSet<ReportRow> BankReports => Set<ReportRow>();

    public DbSet<ReportRefusalRow> BankReportRefusals => Set<ReportRefusalRow>();

    public DbSet<HoldRow> PaymentHolds => Set<HoldRow>();

    public DbSet<RecoveryRow> Recoveries => Set<RecoveryRow>();

    public DbSet<OverpaidMonthRow> OverpaidMonths => Set<OverpaidMonthRow>();

    public DbSet<RedecisionSeenRow> RedecisionsSeen => Set<RedecisionSeenRow>();

    public DbSet<PaymentObjectionRow> PaymentObjections => Set<PaymentObjectionRow>();

    public DbSet<FeedCursorRow> PaymentFeedCursors => Set<FeedCursorRow>();

    public DbSet<JournalAnchorRow> JournalAnchors => Set<JournalAnchorRow>();

    public DbSet<JournalBlockRow> JournalBlocks => Set<JournalBlockRow>();

    public DbSet<AccountRow> Accounts => Set<AccountRow>();

    public DbSet<NafathSignInRow> NafathSignIns => Set<NafathSignInRow>();

    public DbSet<DocumentRow> Documents => Set<DocumentRow>();

    public DbSet<DocumentPartRow> DocumentParts => Set<DocumentPartRow>();

    public DbSet<SessionRow> Sessions => Set<SessionRow>();

    public DbSet<RefreshRow> RefreshTokens => Set<RefreshRow>();

    public DbSet<CodeRow> Codes => Set<CodeRow>();

    public DbSet<TemporaryPasswordRow> TemporaryPasswords => Set<TemporaryPasswordRow>();

    public DbSet<AttemptRow> Attempts => Set<AttemptRow>();

    public DbSet<RevocationRow> Revocations => Set<RevocationRow>();

    public DbSet<MessageRow> Messages => Set<MessageRow>();

    public DbSet<DeliveryRow> Deliveries => Set<DeliveryRow>();

    public DbSet<DeviceRow> Devices => Set<DeviceRow>();

    public DbSet<PreferencesRow> Preferences => Set<PreferencesRow>();

    public DbSet<ObjectionRow> Objections => Set<ObjectionRow>();

    public DbSet<ObjectionEventRow> ObjectionEvents => Set<ObjectionEventRow>();

    public DbSet<ObjectionEffectRow> ObjectionEffects => Set<ObjectionEffectRow>();

    public DbSet<ObjectionCountRow> ObjectionCounts => Set<ObjectionCountRow>();

    public DbSet<TicketRow> Tickets => Set<TicketRow>();

    public DbSet<TicketEntryRow> TicketEntries => Set<TicketEntryRow>();

    public DbSet<TicketAttachmentRow> TicketAttachments => Set<TicketAttachmentRow>();

    public DbSet<SubmissionRow> IncomeSubmissions => Set<SubmissionRow>();

    public DbSet<SubmissionPartRow> IncomeSubmissionParts => Set<SubmissionPartRow>();

    public DbSet<SubmissionRefusalRow> IncomeSubmissionRefusals => Set<SubmissionRefusalRow>();

    public DbSet<IncomeRecordRow> IncomeRecords => Set<IncomeRecordRow>();

    public DbSet<QuestionRow> VerificationQuestions => Set<QuestionRow>();

    public DbSet<AskingCursorRow> VerificationCursors => Set<AskingCursorRow>();

    public DbSet<RequestRow> Requests => Set<RequestRow>();

    public DbSet<AuditEntryRow> AuditEntries => Set<AuditEntryRow>();

    public DbSet<AuditHeadRow> AuditHeads => Set<AuditHeadRow>();

    public DbSet<AccessRecordRow> AccessRecords => Set<AccessRecordRow>();

    public DbSet<AccessListRow> AccessLists => Set<AccessListRow>();

    public DbSet<AccessListLinkRow> AccessListHouseholds => Set<AccessListLinkRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfiguration(new HouseholdTable());
        modelBuilder.ApplyConfiguration(new MemberTable());
        modelBuilder.ApplyConfiguration(new HouseholdFactsTable());
        modelBuilder.ApplyConfiguration(new ApplicationTable());
        modelBuilder.ApplyConfiguration(new ApplicationEventTable());
        modelBuilder.ApplyConfiguration(new FactsTurnTable());
        modelBuilder.ApplyConfiguration(new CycleTable());
        modelBuilder.ApplyConfiguration(new CyclePartitionTable());
        modelBuilder.ApplyConfiguration(new CycleStepTable());
        modelBuilder.ApplyConfiguration(new CycleOutlierTable());
        modelBuilder.ApplyConfiguration(new DecisionTable());
        modelBuilder.ApplyConfiguration(new RiskSearchTable());
        modelBuilder.ApplyConfiguration(new RiskTable());
        modelBuilder.ApplyConfiguration(new RedecisionTable());
        modelBuilder.ApplyConfiguration(new RedecisionAskTable());
        modelBuilder.ApplyConfiguration(new JournalEntryTable());
        modelBuilder.ApplyConfiguration(new JournalHeadTable());
        modelBuilder.ApplyConfiguration(new BatchTable());
        modelBuilder.ApplyConfiguration(new BankFileTable());
        modelBuilder.ApplyConfiguration(new InstructionTable());
        modelBuilder.ApplyConfiguration(new PaymentLineTable());
        modelBuilder.ApplyConfiguration(new ReportTable());
        modelBuilder.ApplyConfiguration(new ReportRefusalTable());
        modelBuilder.ApplyConfiguration(new HoldTable());
        modelBuilder.ApplyConfiguration(new RecoveryTable());
        modelBuilder.ApplyConfiguration(new OverpaidMonthTable());
        modelBuilder.ApplyConfiguration(new RedecisionSeenTable());
        modelBuilder.ApplyConfiguration(new PaymentObjectionTable());
        modelBuilder.ApplyConfiguration(new FeedCursorTable());
        modelBuilder.ApplyConfiguration(new JournalAnchorTable());
        modelBuilder.ApplyConfiguration(new JournalBlockTable());
        modelBuilder.ApplyConfiguration(new AccessRecordTable());
        modelBuilder.ApplyConfiguration(new AccessListTable());
        modelBuilder.ApplyConfiguration(new AccessListLinkTable());
        modelBuilder.ApplyConfiguration(new AccountTable());
        modelBuilder.ApplyConfiguration(new NafathSignInTable());
        modelBuilder.ApplyConfiguration(new DocumentTable());
        modelBuilder.ApplyConfiguration(new DocumentPartTable());
        modelBuilder.ApplyConfiguration(new SessionTable());
        modelBuilder.ApplyConfiguration(new RefreshTable());
        modelBuilder.ApplyConfiguration(new CodeTable());
        modelBuilder.ApplyConfiguration(new TemporaryPasswordTable());
        modelBuilder.ApplyConfiguration(new AttemptTable());
        modelBuilder.ApplyConfiguration(new RevocationTable());
        modelBuilder.ApplyConfiguration(new MessageTable());
        modelBuilder.ApplyConfiguration(new DeliveryTable());
        modelBuilder.ApplyConfiguration(new DeviceTable());
        modelBuilder.ApplyConfiguration(new PreferencesTable());
        modelBuilder.ApplyConfiguration(new ObjectionTable());
        modelBuilder.ApplyConfiguration(new ObjectionEventTable());
        modelBuilder.ApplyConfiguration(new ObjectionEffectTable());
        modelBuilder.ApplyConfiguration(new ObjectionCountTable());
        modelBuilder.ApplyConfiguration(new TicketTable());
        modelBuilder.ApplyConfiguration(new TicketEntryTable());
        modelBuilder.ApplyConfiguration(new TicketAttachmentTable());
        modelBuilder.ApplyConfiguration(new SubmissionTable());
        modelBuilder.ApplyConfiguration(new SubmissionPartTable());
        modelBuilder.ApplyConfiguration(new SubmissionRefusalTable());
        modelBuilder.ApplyConfiguration(new IncomeRecordTable());
        modelBuilder.ApplyConfiguration(new QuestionTable());
        modelBuilder.ApplyConfiguration(new AskingCursorTable());
        modelBuilder.ApplyConfiguration(new RequestTable());
        modelBuilder.ApplyConfiguration(new AuditEntryTable());
        modelBuilder.ApplyConfiguration(new AuditHeadTable());
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        // Instants are UTC in the database and in the code.
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcConverter>();

        // Every id is 16 big-endian bytes, so that ids of version 7 sort by age on both databases; SQL Server would
        // sort its own uniqueidentifier by the last six bytes.
        configurationBuilder.Properties<Kernel.HouseholdId>().HaveConversion<HouseholdIdConverter>().HaveMaxLength(16);
        configurationBuilder.Properties<Kernel.AccountId>().HaveConversion<AccountIdConverter>().HaveMaxLength(16);
        configurationBuilder.Properties<Guid>().HaveConversion<GuidConverter>().HaveMaxLength(16);
    }
}

/// <summary>The model on SQLite.</summary>
internal sealed class SqliteDb(DbContextOptions<SqliteDb> options) : ServiceDb(options);

/// <summary>The model on SQL Server.</summary>
internal sealed class SqlServerDb(DbContextOptions<SqlServerDb> options) : ServiceDb(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()))
        {
            var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
            if (type == typeof(Kernel.HouseholdId) || type == typeof(Kernel.AccountId) || type == typeof(Guid))
            {
                property.SetColumnType("binary(16)");
            }
        }
    }
}
