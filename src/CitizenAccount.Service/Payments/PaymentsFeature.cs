using CitizenAccount.Service.Payments.Bank;
using CitizenAccount.Service.Payments.Batches;
using CitizenAccount.Service.Payments.Ledger;
using CitizenAccount.Service.Payments.Recoveries;
using CitizenAccount.Service.Platform.Telemetry;
using Microsoft.EntityFrameworkCore;

namespace CitizenAccount.Service.Payments;

/// <summary>The room of payments.</summary>
internal static class PaymentsFeature
{
    public static IServiceCollection AddPayments(this IServiceCollection services, PaymentsOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton(options.ToCalendar());
        services.AddSingleton<PaymentCalendarWire>();
        services.AddSingleton<MoneyTransactions>();
        AddLedger(services);
        AddBatches(services);
        services.AddSingleton<HoldSteps>();
        services.AddSingleton<Compensations>();
        services.AddSingleton<RecoverySteps>();
        services.AddSingleton<RecoveryOpening>();
        services.AddSingleton<PaymentReads>();
        services.AddSingleton<PaymentWire>();
        services.AddSingleton<PaymentExplaining>();
        services.AddSingleton<PaymentNotices>();
        services.AddSingleton<PaymentsApi>();
        services.AddSingleton<PaymentsSignal>();
        PaymentHoldings.Add(services);
        services.AddSingleton<PaymentsRpc>();
        services.AddSingleton<DisbursementRpc>();
        services.AddHostedService<PaymentsWorker>();
        services.AddSingleton(ServiceGauge.OfDatabase(
            "citizen_account_batches_open", "Payment batches that are not reconciled and not given up.",
            async (db, _, stop) => await db.PaymentBatches.CountAsync(row => row.State < BatchState.Reconciled, stop)));
        services.AddSingleton(ServiceGauge.OfDatabase(
            "citizen_account_ledger_entries", "Entries of the journal.",
            async (db, _, stop) => await db.JournalEntries.MaxAsync(row => (long?)row.Sequence, stop) ?? 0));
        services.AddSingleton(ServiceGauge.OfDatabase(
            "citizen_account_ledger_broken_invariant",
            "The invariant that the last audit of the whole journal found broken; 0 when it was clean.",
            async (db, _, stop) => await db.JournalHeads.MaxAsync(head => (int?)head.BrokenInvariant, stop) ?? 0));
        return services;
    }

    public static IEndpointRouteBuilder MapPayments(this IEndpointRouteBuilder routes)
    {
        routes.MapGrpcService<PaymentsRpc>();
        routes.MapGrpcService<DisbursementRpc>();
        return routes;
    }

    private static void AddLedger(IServiceCollection services)
    {
        services.AddSingleton<Journal>();
        services.AddSingleton<JournalAnchors>();
        services.AddSingleton<LedgerReads>();
        services.AddSingleton<LedgerAuditing>();
    }

    private static void AddBatches(IServiceCollection services)
    {
        services.AddSingleton<BankXml>();
        services.AddSingleton<BankFiles>();
        services.AddSingleton<FileDrop>();
        services.AddSingleton<BankInquiries>();
        services.AddSingleton<ReportReceiving>();
        services.AddSingleton<ReportBooking>();
        services.AddSingleton<FileInstructions>();
        services.AddSingleton<ReportImporting>();
        services.AddSingleton<DroppedReports>();
        services.AddSingleton<BatchStore>();
        services.AddSingleton<BatchReads>();
        services.AddSingleton<BatchStream>();
        services.AddSingleton<BatchInputs>();
        services.AddSingleton<BatchPreparing>();
        services.AddSingleton<BatchSealing>();
        services.AddSingleton<BatchReleasing>();
        services.AddSingleton<BatchRun>();
    }
}
