using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Contracts.Partner.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Applications;
using CitizenAccount.Service.Platform.Calls;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using IncomeKind = CitizenAccount.Rules.Households.IncomeKind;
using Part = CitizenAccount.Contracts.Partner.V1.ServeVerificationsRequest.PartOneofCase;

namespace CitizenAccount.Service.Partners.Verifications;

/// <summary>Serves a partner's stream of questions: hello and welcome, then questions as many as the partner takes,
/// answers, and signs of life both ways. Whatever ends the stream, what is not answered goes to another connection.
/// </summary>
internal sealed class VerificationServing(
    QuestionStore store, VerificationAnswering answering, SourceWaitsApi waits, PartnerAgreements agreements,
    OpenStreams streams, TimeProvider clock)
{
    /// <summary>Most questions that are open on one connection.</summary>
    public const int OpenMax = 1_000;

    public static readonly TimeSpan HeartbeatEvery = TimeSpan.FromSeconds(30);
    public static readonly TimeSpan SilenceMax = TimeSpan.FromSeconds(90);

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan AgainAfter = TimeSpan.FromSeconds(5);

    public async Task ServeAsync(
        IAsyncStreamReader<ServeVerificationsRequest> reader, IServerStreamWriter<ServeVerificationsResponse> writer,
        ServerCallContext context)
    {
        var stop = context.CancellationToken;
        var hello = await reader.MoveNext(stop) && reader.Current.PartCase == Part.Hello
            ? reader.Current.Hello
            : throw OutOfOrder("hello");
        Check(hello);
        var agreement = agreements.Require(hello.Purpose, context);
        var caller = context.Caller();
        await streams.ServeAsync(caller, async () =>
        {
            var connection = new Connection(
                Guid.CreateVersion7(clock.GetUtcNow()), agreement, hello, clock.GetUtcNow(), message =>
                    OpenStreams.TellAsync(writer, message, context));
            try
            {
                await connection.TellAsync(new ServeVerificationsResponse
                {
                    Welcome = new VerificationWelcome
                    {
                        Connection = connection.Id.ToString("D"),
                        WaitingQuestions = await store.CountWaitingAsync(agreement.Subject, stop),
                        HeartbeatSeconds = (int)HeartbeatEvery.TotalSeconds,
                    },
                });
                await GoOnAsync(connection, reader, caller, stop);
            }
            catch (RefusalException refused) when (refused.Refusal.Reason == ErrorReason.ShuttingDown)
            {
                await connection.TellAsync(Goodbye(ErrorReason.ShuttingDown));
            }
            catch (IOException) when (stop.IsCancellationRequested)
            {
                throw new OperationCanceledException(stop);
            }
            finally
            {
                await store.ReleaseAsync(connection.Id, CancellationToken.None);
            }
        });
    }

    // One thing at a time: either the partner said something, or it is time to look.
    private async Task GoOnAsync(
        Connection connection, IAsyncStreamReader<ServeVerificationsRequest> reader, Caller caller,
        CancellationToken stop)
    {
        using var timer = new PeriodicTimer(LookEvery, clock);
        var hearing = new PartnerHearing(reader, stop);
        await using (hearing)
        {
            var looking = timer.WaitForNextTickAsync(stop).AsTask();
            await LookAsync(connection, caller, stop);
            while (true)
            {
                if (await Task.WhenAny(hearing.Next, looking) == hearing.Next)
                {
                    if (await hearing.Next is not { } message)
                    {
                        return;
                    }

                    connection.HeardAt = clock.GetUtcNow();
                    await TakeAsync(connection, message, stop);
                    hearing.GoOn();
                }
                else
                {
                    await looking;
                    await LookAsync(connection, caller, stop);
                    looking = timer.WaitForNextTickAsync(stop).AsTask();
                }
            }
        }
    }

    private async Task TakeAsync(Connection connection, ServeVerificationsRequest message, CancellationToken stop)
    {
        switch (message.PartCase)
        {
            case Part.Reply:
                var repeated = await answering.TakeAsync(connection.Agreement, message.Reply, stop);
                connection.Forget(message.Reply.Question);
                await connection.TellAsync(new ServeVerificationsResponse
                {
                    Accepted = new VerificationAccepted
                    {
                        Question = message.Reply.Question,
                        RepeatedBefore = repeated,
                    },
                });
                await AskAsync(connection, stop);
                break;
            case Part.Flow:
                CheckOpen(message.Flow.OpenQuestions, 0, "flow.open_questions");
                connection.OpenMost = message.Flow.OpenQuestions;
                await AskAsync(connection, stop);
                break;
            case Part.Heartbeat:
                break;
            default:
                throw OutOfOrder("reply");
        }
    }

    private async Task LookAsync(Connection connection, Caller caller, CancellationToken stop)
    {
        await streams.RequireGoingOnAsync(caller);
        var now = clock.GetUtcNow();
        if (now - connection.HeardAt >= SilenceMax)
        {
            throw OutOfOrder("heartbeat");
        }

        if (now - connection.ToldAt >= HeartbeatEvery)
        {
            connection.ToldAt = now;
            await store.RenewAsync(connection.Id, stop);
            await connection.TellAsync(new ServeVerificationsResponse
            {
                Heartbeat = new VerificationHeartbeat { SentTime = Timestamp.FromDateTimeOffset(now) },
            });
        }

        await AskAsync(connection, stop);
    }

    private async Task AskAsync(Connection connection, CancellationToken stop)
    {
        if (connection.Free <= 0 || connection.Abouts.Length == 0)
        {
            return;
        }

        var leased = await store.LeaseAsync(
            connection.Agreement.Subject, connection.Id, connection.Abouts, connection.Free,
            connection.Hello.Purpose, stop);
        foreach (var question in leased)
        {
            if (await waits.FindPersonAsync(question.HouseholdId, question.Member, stop) is { } person)
            {
                connection.Remember(question.Id);
                await connection.TellAsync(ToWire(question, person.Value, connection.Agreement));
            }
            else
            {
                await store.DropAsync(question.Id, stop);
            }
        }
    }

    private static ServeVerificationsResponse ToWire(
        QuestionRow row, string nationalId, PartnerAgreement agreement)
    {
        var question = new VerificationQuestion
        {
            Question = row.Id.ToString("D"),
            NationalId = nationalId,
            LegalBasis = agreement.LegalBases.FirstOrDefault() ?? "",
            AskedTime = Timestamp.FromDateTime(row.AskedAt),
            AnswerByTime = Timestamp.FromDateTime(row.AnswerBy),
        };
        var month = new YearMonth { Year = row.Month / 100, Month = row.Month % 100 };
        if (row.About == QuestionRow.Income)
        {
            question.Income = new IncomeQuestion { IncomeMonth = month };
            question.Income.Kinds.Add(agreement.IncomeKinds.Select(ToWire));
        }
        else
        {
            question.Status = new StatusQuestion
            {
                Kind = (StatusKind)row.About,
                OnDate = DateOnly.FromDateTime(row.AskedAt).ToWire(),
            };
        }

        return new ServeVerificationsResponse { Question = question };
    }

    private static Contracts.Type.V1.IncomeKind ToWire(IncomeKind kind) => (Contracts.Type.V1.IncomeKind)(int)kind;

    private ServeVerificationsResponse Goodbye(ErrorReason reason) => new()
    {
        Goodbye = new VerificationGoodbye
        {
            Reason = reason,
            ReconnectTime = Timestamp.FromDateTimeOffset(clock.GetUtcNow() + AgainAfter),
        },
    };

    private static void Check(VerificationHello hello)
    {
        CheckOpen(hello.OpenQuestions, 1, "hello.open_questions");
        var check = new RequestCheck();
        check.That(
            hello.StatusKinds.All(kind => System.Enum.IsDefined(kind) && kind != StatusKind.Unspecified),
            "hello.status_kinds", "اختر أنواعًا من القائمة.", "Choose kinds from the list.");
        check.That(
            hello.IncomeKinds.All(
                kind => System.Enum.IsDefined(kind) && kind != Contracts.Type.V1.IncomeKind.Unspecified),
            "hello.income_kinds", "اختر أنواعًا من القائمة.", "Choose kinds from the list.");
        check.ThrowIfBad();
    }

    private static void CheckOpen(int open, int least, string field)
    {
        var check = new RequestCheck();
        check.That(
            open >= least && open <= OpenMax, field,
            $"عدد الأسئلة المفتوحة من \u2066{least}\u2069 إلى \u2066{OpenMax}\u2069.",
            $"The number of open questions is {least} to {OpenMax}.");
        check.ThrowIfBad();
    }

    private static RefusalException OutOfOrder(string expected) =>
        Refusal.Of(ErrorReason.StreamOutOfOrder).With("expected", expected).ToException();

    // What is known of one connection while it lasts.
    private sealed class Connection(
        Guid id, PartnerAgreement agreement, VerificationHello hello, DateTimeOffset now,
        Func<ServeVerificationsResponse, Task> tell)
    {
        private readonly HashSet<string> _open = new(StringComparer.Ordinal);

        public Guid Id => id;

        public PartnerAgreement Agreement => agreement;

        public VerificationHello Hello => hello;

        public int OpenMost { get; set; } = hello.OpenQuestions;

        public int Free => OpenMost - _open.Count;

        public DateTimeOffset HeardAt { get; set; } = now;

        public DateTimeOffset ToldAt { get; set; } = now;

        /// <summary>What it may be asked: what it says it can answer, as far as that is agreed. Income is asked about
        /// as a whole.</summary>
        public byte[] Abouts { get; } =
        [
            .. agreement.IncomeKinds.Length > 0
                && agreement.IncomeKinds.All(kind => hello.IncomeKinds.Contains(ToWire(kind)))
                    ? [QuestionRow.Income]
                    : Array.Empty<byte>(),
            .. hello.StatusKinds.Where(agreement.StatusKinds.Contains).Select(kind => (byte)kind).Distinct(),
        ];

        public Task TellAsync(ServeVerificationsResponse message) => tell(message);

        public void Remember(Guid question) => _open.Add(question.ToString("D"));

        public void Forget(string question) => _open.Remove(question);
    }
}
