using CitizenAccount.Contracts.Errors.V1;
using CitizenAccount.Contracts.Partner.V1;
using CitizenAccount.Contracts.Type.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Part = CitizenAccount.Contracts.Partner.V1.ServeVerificationsRequest.PartOneofCase;

namespace CitizenAccount.Conformance;

/// <summary>The script of the stream of questions, over four connections: questions and signs of life; a break before an
/// answer is kept; the same question again; a goodbye; and a return at the time it names.</summary>
internal sealed class StreamScript(CaseBook book, KitOptions options, TimeProvider clock)
{
    private const string Person = "1000000008";

    public static readonly ConformanceCase[] Cases =
    [
        new("stream/hello-first", "the first message is a hello with room for 1 to 1000 questions and a legal basis"),
        new("stream/answers-income", "a question about income is answered by its id, with the time it was established"),
        new("stream/answers-status", "a question about status is answered with a value or a failure"),
        new("stream/sign-of-life", "a sign of life comes as often as the welcome says"),
        new("stream/comes-back", "after a break the partner connects again"),
        new("stream/answers-again", "a question that comes again is answered again, with the same content"),
        new("stream/goodbye", "after a goodbye the partner comes again, and not before the time it names"),
        new("stream/nobody-known", "a question about nobody it knows is answered, and does not break the stream"),
    ];

    private readonly Lock _lock = new();
    private int _connections;
    private VerificationReply? _cut;
    private DateTimeOffset _notBefore;

    public async Task PlayAsync(
        IAsyncStreamReader<ServeVerificationsRequest> reader, IServerStreamWriter<ServeVerificationsResponse> writer,
        ServerCallContext context)
    {
        int number;
        lock (_lock)
        {
            number = ++_connections;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
        limit.CancelAfter(options.StepSeconds * 1_000 * 4);
        var talk = new Talk(reader, writer, limit.Token);
        await WelcomeAsync(talk);
        switch (number)
        {
            case 1:
                await FirstAsync(talk);
                throw new RpcException(new Status(StatusCode.Unavailable, "The script breaks off here."));
            case 2:
                book.Note("stream/comes-back", true);
                await AgainAsync(talk);
                await SayGoodbyeAsync(talk);
                break;
            default:
                await ReturnAsync(talk);
                break;
        }
    }

    private async Task WelcomeAsync(Talk talk)
    {
        var hello = await talk.HearAsync() is { PartCase: Part.Hello } first ? first.Hello : null;
        var sound = hello is
        {
            OpenQuestions: >= 1 and <= 1_000,
            Purpose: { LegalBasis.Length: > 0, Code: not PurposeCode.Unspecified },
        };
        if (!book.Note("stream/hello-first", sound, hello?.ToString() ?? "another message"))
        {
            throw new RpcException(new Status(StatusCode.InvalidArgument, "The script expects a hello."));
        }

        await talk.SayAsync(new ServeVerificationsResponse
        {
            Welcome = new VerificationWelcome { Connection = "kit", HeartbeatSeconds = options.HeartbeatSeconds },
        });
    }

    private async Task FirstAsync(Talk talk)
    {
        var income = Income("1b4e28ba-2fa1-4d3b-a3f5-ef19b5a7633b");
        await talk.AskAsync(income);
        var reply = await talk.ReplyAsync();
        book.Note("stream/answers-income", IsSound(reply, income, VerificationReply.OutcomeOneofCase.Income), Shown(reply));
        await talk.AcceptAsync(reply);
        var status = new VerificationQuestion
        {
            Question = "2c5ea4c0-4067-41e3-8b2b-0f2d6e1c9a11",
            NationalId = Person,
            Status = new StatusQuestion { Kind = StatusKind.DaysAbroad, OnDate = new Date { Year = 2026, Month = 11, Day = 1 } },
        };
        await talk.AskAsync(Dated(status));
        reply = await talk.ReplyAsync();
        book.Note("stream/answers-status", IsSound(reply, status, VerificationReply.OutcomeOneofCase.Status), Shown(reply));
        await talk.AcceptAsync(reply);
        book.Note(
            "stream/sign-of-life",
            await talk.HeartbeatAsync(TimeSpan.FromSeconds(3 * options.HeartbeatSeconds)), "silence");
        await talk.AskAsync(Income("3d6fb5d1-5178-42f4-9c3c-1f3e7f2dab22"));
        _cut = await talk.ReplyAsync();
    }

    private async Task AgainAsync(Talk talk)
    {
        await talk.AskAsync(Income("3d6fb5d1-5178-42f4-9c3c-1f3e7f2dab22"));
        var again = await talk.ReplyAsync();
        book.Note("stream/answers-again", again is not null && Equals(WithoutSignature(again), WithoutSignature(_cut)), Shown(again));
        await talk.AcceptAsync(again);
    }

    private async Task SayGoodbyeAsync(Talk talk)
    {
        _notBefore = clock.GetUtcNow().AddSeconds(options.HeartbeatSeconds);
        await talk.SayAsync(new ServeVerificationsResponse
        {
            Goodbye = new VerificationGoodbye
            {
                Reason = ErrorReason.ShuttingDown,
                ReconnectTime = Timestamp.FromDateTimeOffset(_notBefore),
            },
        });
    }

    private async Task ReturnAsync(Talk talk)
    {
        var early = _notBefore - clock.GetUtcNow();
        book.Note("stream/goodbye", early <= TimeSpan.FromMilliseconds(50), $"it came {early.TotalSeconds:0.0} s too early");
        var stranger = Income("4e70c6e2-6289-4305-ad4d-2f4f803ebc33");
        stranger.NationalId = "1999999996";
        await talk.AskAsync(stranger);
        var reply = await talk.ReplyAsync();
        book.Note("stream/nobody-known", IsSound(reply, stranger, VerificationReply.OutcomeOneofCase.Income), Shown(reply));
        await talk.AcceptAsync(reply);
    }

    private bool IsSound(VerificationReply? reply, VerificationQuestion question, VerificationReply.OutcomeOneofCase kind) =>
        reply is not null
        && reply.Question == question.Question
        && (reply.OutcomeCase == VerificationReply.OutcomeOneofCase.Failure
            ? reply.Failure != VerificationFailure.Unspecified
            : reply.OutcomeCase == kind && reply.ObservedTime is not null
                && reply.ObservedTime.ToDateTimeOffset() <= clock.GetUtcNow().AddSeconds(1));

    private VerificationQuestion Income(string id) => Dated(new VerificationQuestion
    {
        Question = id,
        NationalId = Person,
        Income = new IncomeQuestion { IncomeMonth = new YearMonth { Year = 2026, Month = 10 } },
    });

    private VerificationQuestion Dated(VerificationQuestion question)
    {
        var now = clock.GetUtcNow();
        question.LegalBasis = "Conformance";
        question.AskedTime = Timestamp.FromDateTimeOffset(now);
        question.AnswerByTime = Timestamp.FromDateTimeOffset(now.AddDays(1));
        return question;
    }

    private static VerificationReply? WithoutSignature(VerificationReply? reply)
    {
        var content = reply?.Clone();
        content?.Signature = ByteString.Empty;
        return content;
    }

    private static string Shown(VerificationReply? reply) => reply?.ToString() ?? "no answer";

    // One connection; what the partner says between is passed over, signs of life are counted.
    private sealed class Talk(
        IAsyncStreamReader<ServeVerificationsRequest> reader, IServerStreamWriter<ServeVerificationsResponse> writer,
        CancellationToken stop)
    {
        private Task<bool>? _hearing;

        public Task SayAsync(ServeVerificationsResponse message) => writer.WriteAsync(message, stop);

        public Task AskAsync(VerificationQuestion question) => SayAsync(new ServeVerificationsResponse { Question = question });

        public Task AcceptAsync(VerificationReply? reply) => SayAsync(new ServeVerificationsResponse
        {
            Accepted = new VerificationAccepted { Question = reply?.Question ?? "" },
        });

        public async Task<ServeVerificationsRequest?> HearAsync()
        {
            try
            {
                var hearing = _hearing ?? reader.MoveNext(stop);
                _hearing = null;
                return await hearing ? reader.Current : null;
            }
            catch (Exception failure) when (failure is OperationCanceledException or IOException)
            {
                return null;
            }
        }

        public async Task<VerificationReply?> ReplyAsync()
        {
            var heard = await HearAsync();
            while (heard is { PartCase: Part.Heartbeat or Part.Flow })
            {
                heard = await HearAsync();
            }

            return heard?.Reply;
        }

        public async Task<bool> HeartbeatAsync(TimeSpan within)
        {
            _hearing = reader.MoveNext(stop);
            var late = Task.Delay(within, stop);
            return await Task.WhenAny(_hearing, late) == _hearing && await HearAsync() is { PartCase: Part.Heartbeat };
        }
    }
}
