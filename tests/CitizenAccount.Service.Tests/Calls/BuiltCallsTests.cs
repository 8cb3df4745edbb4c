using CitizenAccount.Contracts.Payment.V1;
using CitizenAccount.Service.Partners;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.SystemInfo;

namespace CitizenAccount.Service.Tests.Calls;

public sealed class BuiltCallsTests
{
    [Fact]
    public void Only_overridden_calls_count_as_built_and_they_are_sorted()
    {
        var built = new BuiltCalls([typeof(SystemRpc), typeof(PartnersRpc)]);
        Assert.Equal(
            [
                "citizenaccount.partner.v1.IncomeVerificationService.BatchGetStanding",
                "citizenaccount.partner.v1.IncomeVerificationService.GetStanding",
                "citizenaccount.partner.v1.IncomeVerificationService.GetSubmission",
                "citizenaccount.partner.v1.IncomeVerificationService.ServeVerifications",
                "citizenaccount.partner.v1.IncomeVerificationService.SubmitIncomeRecords",
                "citizenaccount.partner.v1.IncomeVerificationService.VerifyIncome",
                "citizenaccount.partner.v1.IncomeVerificationService.WatchSubmission",
                "citizenaccount.system.v1.SystemService.GetSystemInfo",
                "citizenaccount.system.v1.SystemService.ListContactChannels",
            ],
            built.FullNames);
    }

    [Fact]
    public void A_call_overridden_further_up_counts_and_one_hidden_does_not()
    {
        var built = new BuiltCalls([typeof(Derived)]);
        Assert.Equal(["citizenaccount.payment.v1.PaymentService.GetPayment"], built.FullNames);
    }

    [Fact]
    public void Nothing_is_built_without_services() => Assert.Empty(new BuiltCalls([]).FullNames);

    [Fact]
    public void A_class_that_serves_nothing_is_refused() =>
        Assert.Throws<ArgumentException>(() => new BuiltCalls([typeof(Refusal)]));

    private class Middle : PaymentService.PaymentServiceBase
    {
        public override Task<GetPaymentResponse> GetPayment(
            GetPaymentRequest request, Grpc.Core.ServerCallContext context) =>
            Task.FromResult(new GetPaymentResponse());
    }

    private sealed class Derived : Middle
    {
        private readonly string _mark = "-";

        // The name of a call, with other parameters: not the call.
        public string ListPayments(int length) => string.Concat(Enumerable.Repeat(_mark, length));
    }
}
