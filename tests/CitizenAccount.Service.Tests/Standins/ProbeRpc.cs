using System.Collections.Concurrent;
using CitizenAccount.Service.Tests.Standins.Wire;
using Google.Protobuf;
using Grpc.Core;

namespace CitizenAccount.Service.Tests.Standins;

/// <summary>Our side of the wire probe, as wire_probe.proto describes it.</summary>
internal sealed class ProbeRpc(TimeProvider clock) : WireProbe.WireProbeBase
{
    private static readonly TimeSpan NoteLimit = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, Note> _notes = new(StringComparer.Ordinal);

    public override Task<Probe> Echo(Probe request, ServerCallContext context)
    {
        foreach (var header in context.RequestHeaders)
        {
            if (header.Key.StartsWith("x-", StringComparison.Ordinal))
            {
                context.ResponseTrailers.Add(header);
            }
        }

        CompressIfAsked(context);
        return Task.FromResult(request);
    }

    public override async Task<Probe> Collect(IAsyncStreamReader<Probe> requestStream, ServerCallContext context)
    {
        var texts = new List<string>();
        var sum = 0L;
        await foreach (var request in requestStream.ReadAllAsync(context.CancellationToken))
        {
            texts.Add(request.Text);
            sum += request.Number;
        }

        return new Probe { Text = string.Join(',', texts), Number = sum };
    }

    public override async Task Repeat(
        Probe request, IServerStreamWriter<Probe> responseStream, ServerCallContext context)
    {
        for (var number = 1L; number <= request.Number; number++)
        {
            var answer = new Probe { Text = request.Text, Number = number };
            await responseStream.WriteAsync(answer, context.CancellationToken);
        }
    }

    public override async Task Converse(
        IAsyncStreamReader<Probe> requestStream, IServerStreamWriter<Probe> responseStream, ServerCallContext context)
    {
        while (await requestStream.MoveNext(context.CancellationToken))
        {
            var request = requestStream.Current;
            await responseStream.WriteAsync(new Probe { Text = request.Text + "!", Number = request.Number });
        }
    }

    public override Task<Probe> Fail(Probe request, ServerCallContext context)
    {
        Metadata trailers = new() { { "reason", "as-asked" }, { "detail-bin", request.Payload.ToByteArray() } };
        throw new RpcException(new Status((StatusCode)request.Number, request.Text), trailers);
    }

    public override Task<Probe> Fill(Probe request, ServerCallContext context)
    {
        CompressIfAsked(context);
        return Task.FromResult(new Probe { Payload = ByteString.CopyFrom(new byte[request.Number]) });
    }

    public override async Task<Probe> Wait(Probe request, ServerCallContext context)
    {
        var note = NoteOf(request.Text);
        note.LeftMs = context.Deadline == DateTime.MaxValue
            ? -1
            : (long)(context.Deadline - clock.GetUtcNow().UtcDateTime).TotalMilliseconds;
        note.Started.TrySetResult();
        using var ending = context.CancellationToken.Register(() => note.Ended.TrySetResult());
        await note.Ended.Task;
        context.CancellationToken.ThrowIfCancellationRequested();
        return new Probe();
    }

    public override async Task<Probe> Noted(Probe request, ServerCallContext context)
    {
        var note = NoteOf(request.Text);
        var awaited = request.Number == 0 ? note.Started.Task : note.Ended.Task;
        await Task.WhenAny(awaited, awaited.WaitAsync(NoteLimit, clock));
        return new Probe { Text = awaited.IsCompleted ? "yes" : "no", Number = note.LeftMs };
    }

    private static void CompressIfAsked(ServerCallContext context) =>
        context.WriteOptions = context.RequestHeaders.Get("x-compress") is null ? new(WriteFlags.NoCompress) : null;

    private Note NoteOf(string key) => _notes.GetOrAdd(key, _ => new Note());

    private sealed class Note
    {
        public TaskCompletionSource Started { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public long LeftMs { get; set; } = -1;
    }
}
