using CitizenAccount.Contracts.Partner.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Tests.Hosting;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Part = CitizenAccount.Contracts.Partner.V1.ServeVerificationsResponse.PartOneofCase;

namespace CitizenAccount.Service.Tests.Partners;

/// <summary>A partner's end of the stream of questions, by the generated client.</summary>
internal sealed class PartnerStream(AsyncDuplexStreamingCall<ServeVerificationsRequest, ServeVerificationsResponse> call)
    : IDisposable
{
    private static readonly IncomeKind[] Kinds =
    [
        IncomeKind.Salary, IncomeKind.Pension, IncomeKind.Investment, IncomeKind.RealEstate, IncomeKind.SelfEmployment,
        IncomeKind.Hafiz, IncomeKind.Saned, IncomeKind.StudentStipend,
    ];

    // A read that was begun and has had no answer yet.
    private Task<bool>? _pending;

    public static PartnerStream Begin(RunningService service, string subject = WorkingCalls.Reporter) =>
        new(service.Partners().ServeVerifications(Clients.By(service.Bearer(subject, [Role.Partner], null))));

    /// <summary>Says hello and is welcomed.</summary>
    public static async Task<PartnerStream> OpenAsync(
        RunningService service, int open = 100, string subject = WorkingCalls.Reporter, IncomeKind[]? kinds = null)
    {
        var stream = Begin(service, subject);
        await stream.SendAsync(new() { Hello = Hello(open, kinds) });
        var welcome = (await stream.NextAsync()).Welcome;
        Assert.Equal(30, welcome.HeartbeatSeconds);
        return stream;
    }

    public static VerificationHello Hello(int open, IncomeKind[]? kinds = null)
    {
        var hello = new VerificationHello { OpenQuestions = open, Purpose = WorkingCalls.PartnerPurpose };
        hello.IncomeKinds.Add(kinds ?? Kinds);
        hello.StatusKinds.Add(System.Enum.GetValues<StatusKind>().Where(kind => kind != StatusKind.Unspecified));
        return hello;
    }

    /// <summary>A sound answer.</summary>
    public static VerificationReply Reply(VerificationQuestion question, long income, IncomeKind kind = IncomeKind.Salary)
    {
        var reply = new VerificationReply
        {
            Question = question.Question,
            ObservedTime = Timestamp.FromDateTimeOffset(RunningService.Start.AddHours(-1)),
        };
        if (question.Income is not null)
        {
            reply.Income = new IncomeReply();
            if (income > 0)
            {
                reply.Income.Incomes.Add(new MonthlyIncome
                {
                    Kind = kind,
                    Amount = new Money { CurrencyCode = "SAR", Halalas = income },
                });
            }

            return reply;
        }

        reply.Status = question.Status.Kind is StatusKind.DaysAbroad or StatusKind.DomesticWorkers
            ? new Contracts.Type.V1.Value { Integer = 0 }
            : new Contracts.Type.V1.Value { Money = new Money { CurrencyCode = "SAR" } };
        return reply;
    }

    public Task SendAsync(ServeVerificationsRequest message) => call.RequestStream.WriteAsync(message);

    public Task BeatAsync() => SendAsync(new() { Heartbeat = new VerificationHeartbeat() });

    public async Task<ServeVerificationsResponse> NextAsync()
    {
        Assert.True(await IsOpenAsync(), "The stream ended.");
        return call.ResponseStream.Current;
    }

    /// <summary>Waits for the next message, or for the end.</summary>
    public Task<bool> IsOpenAsync()
    {
        var pending = _pending;
        _pending = null;
        return (pending ?? call.ResponseStream.MoveNext(default)).WaitAsync(Soon.Limit);
    }

    /// <summary>The next so many questions; signs of life are passed over.</summary>
    public async Task<IReadOnlyList<VerificationQuestion>> TakeAsync(int count)
    {
        var questions = new List<VerificationQuestion>();
        while (questions.Count < count)
        {
            var next = await NextAsync();
            if (next.PartCase != Part.Heartbeat)
            {
                Assert.Equal(Part.Question, next.PartCase);
                questions.Add(next.Question);
            }
        }

        return questions;
    }

    /// <summary>Answers and waits until that is kept.</summary>
    /// <returns>Whether it had been answered before.</returns>
    public async Task<bool> AnswerAsync(VerificationReply reply)
    {
        await SendAsync(new() { Reply = reply });
        var accepted = await NextAsync();
        while (accepted.PartCase == Part.Heartbeat)
        {
            accepted = await NextAsync();
        }

        Assert.Equal((Part.Accepted, reply.Question), (accepted.PartCase, accepted.Accepted?.Question));
        return accepted.Accepted!.RepeatedBefore;
    }

    /// <summary>Nothing comes for so long.</summary>
    public async Task NothingForAsync(TimeSpan time)
    {
        _pending = call.ResponseStream.MoveNext(default);
        await Assert.ThrowsAsync<TimeoutException>(() => _pending.WaitAsync(time));
    }

    public Task<Refused> RefusedAsync() => Refused.ByAsync(IsOpenAsync);

    /// <summary>The refusal that ends the stream, whatever comes before it.</summary>
    public Task<Refused> RefusedUntilAsync() => Refused.ByAsync(async () =>
    {
        while (await IsOpenAsync())
        {
            // What was on its way.
        }
    });

    public void Dispose() => call.Dispose();
}
