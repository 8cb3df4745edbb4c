using System.Collections.Concurrent;
using CitizenAccount.Contracts.Eligibility.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Tests.Hosting;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace CitizenAccount.Service.Tests.Calls;

/// <summary>Thousands of random requests to every working call, from every kind of caller. What proves something: none
/// is answered as a fault of the service, none runs into its deadline, and every refusal is one of the contract. The
/// seed is fixed, so that a failure comes again.</summary>
public sealed class BadInputFuzzTests : IAsyncLifetime
{
    private const int Seed = 20_261_122;
    private const int Requests = 3_000;
    private const int ByteRequests = 1_500;

    private RunningService _service = null!;
    private Metadata?[] _callers = [];
    private List<string> _texts = [];

    public async Task InitializeAsync()
    {
        _service = await RunningService.StartDecidedAsync(
            20, DecidedService.Seed, new Dictionary<string, string?> { ["Limits:CallsBurst"] = "1000000" });
        var household = RunningService.HouseholdAt(1);
        _callers =
        [
            null, _service.AsCitizen(household), _service.AsCitizen(RunningService.HouseholdAt(2)),
            _service.As(Role.Agent), _service.As(Role.Supervisor), _service.As(Role.Partner),
            _service.As(Role.Operator),
            _service.Bearer("all", [Role.Citizen, Role.Agent, Role.CaseWorker], household),
        ];
        var answer = await _service.Eligibility().ListDecisionsAsync(
            new ListDecisionsRequest { Parent = household.Name }, Clients.By(_callers[1]));
        _texts =
        [
            household.Name, RunningService.HouseholdAt(2).Name, $"{household.Name}/decisions/2026-12",
            answer.ConsistencyToken, answer.ConsistencyToken[..^3], "SAR", "0.1.0", "", " ", "\0", "\n\r\t", "\u202E",
            "\uFFFF", "\uD83D", "ريال", "%s%n{0}$(x)`x`", "' OR 1=1 --", "../../etc", "2026-12", "households/",
            new string('a', 2_000), new string('\u0661', 20_000),
        ];
    }

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task Three_thousand_requests_with_random_fields_meet_no_fault()
    {
        var tried = new ConcurrentDictionary<string, int>();
        await ManyAsync(Requests, (random, call) =>
        {
            var purpose = random.Next(3) > 0 ? Clients.Asked : null;
            var request = call.Sound(RunningService.HouseholdAt(random.Next(3)), purpose);
            for (var change = random.Next(4); change >= 0; change--)
            {
                Mutate(request, random, depth: 0);
            }

            tried.AddOrUpdate(call.Name, 1, (_, count) => count + 1);
            return request.ToByteArray();
        });
        Assert.Equal(WorkingCalls.All.Select(call => call.Name).Order(), tried.Keys.Order());
        Assert.Empty(_service.Log.Errors);
    }

    [Fact]
    public Task Requests_with_random_bytes_meet_no_fault() => ManyAsync(ByteRequests, (random, call) =>
    {
        var bytes = call.Sound(RunningService.HouseholdAt(1), Clients.Asked).ToByteArray();
        return random.Next(4) switch
        {
            0 => Noise(random, random.Next(60)),
            1 => [.. bytes, .. Noise(random, 1 + random.Next(10))],
            2 => bytes[..random.Next(bytes.Length + 1)],
            _ => Flipped(bytes, random),
        };
    });

    private static byte[] Noise(Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    private static byte[] Flipped(byte[] bytes, Random random)
    {
        var flipped = (byte[])bytes.Clone();
        for (var flips = random.Next(3); flips >= 0 && flipped.Length > 0; flips--)
        {
            flipped[random.Next(flipped.Length)] ^= (byte)(1 << random.Next(8));
        }

        return flipped;
    }

    // Each request has a generator of its own, so that it is the same whatever runs beside it.
    private async Task ManyAsync(int count, Func<Random, WorkingCall, byte[]> make)
    {
        var faults = new ConcurrentQueue<string>();
        var served = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = 16 };
        await Parallel.ForEachAsync(Enumerable.Range(0, count), options, async (number, _) =>
        {
            var random = new Random(Seed + number);
            var call = WorkingCalls.All[random.Next(WorkingCalls.All.Count)];
            var request = make(random, call);
            try
            {
                await _service.SendAsync(call.Descriptor, request, Clients.By(_callers[random.Next(_callers.Length)]));
                Interlocked.Increment(ref served);
            }
            catch (RpcException refused) when (IsFault(refused.StatusCode) && !IsAnswer(call, refused))
            {
                faults.Enqueue($"{number} {call}: {refused.Status} to {Convert.ToHexString(request)}");
            }
            catch (RpcException refused)
            {
                Refused.Read(refused);
            }
        });
        Assert.Empty(faults);
        Assert.InRange(served, count / 100, count - 1);
    }

    private static bool IsFault(StatusCode code) =>
        code is StatusCode.Internal or StatusCode.Unknown or StatusCode.DeadlineExceeded or StatusCode.Unavailable
            or StatusCode.ResourceExhausted or StatusCode.Unimplemented or StatusCode.Cancelled;

    // A limit that random requests run into, or a partner that is not there, is no fault where the call says so.
    private static bool IsAnswer(WorkingCall call, RpcException refused) =>
        refused.StatusCode is StatusCode.ResourceExhausted or StatusCode.Unavailable
        && call.Answers.Contains(Refused.Read(refused).Reason);

    private void Mutate(IMessage message, Random random, int depth)
    {
        var fields = message.Descriptor.Fields.InFieldNumberOrder();
        if (fields.Count > 0)
        {
            var field = fields[random.Next(fields.Count)];
            if (field.IsRepeated)
            {
                FillList(field, message, random, depth);
                return;
            }

            field.Accessor.SetValue(message, ValueOf(field, message, random, depth));
        }
    }

    private void FillList(FieldDescriptor field, IMessage message, Random random, int depth)
    {
        var list = (System.Collections.IList)field.Accessor.GetValue(message);
        if (random.Next(3) == 0)
        {
            list.Clear();
        }

        for (var items = random.Next(3); items > 0; items--)
        {
            var item = field.FieldType == FieldType.Message
                ? field.MessageType.Parser.ParseFrom([])
                : ValueOf(field, message, random, depth);
            list.Add(item);
        }
    }

    private object? ValueOf(FieldDescriptor field, IMessage message, Random random, int depth)
    {
        switch (field.FieldType)
        {
            case FieldType.Bool:
                return random.Next(2) == 0;
            case FieldType.Int32:
                int[] numbers =
                    [0, 1, -1, 12, 13, 50, 51, 1_000, 2017, 2026, 9_999, int.MinValue, int.MaxValue, random.Next()];
                return numbers[random.Next(numbers.Length)];
            case FieldType.Int64:
                long[] amounts = [0, 1, -1, 100_000_000, 100_000_001, long.MinValue, long.MaxValue, random.NextInt64()];
                return amounts[random.Next(amounts.Length)];
            case FieldType.String:
                return _texts[random.Next(_texts.Count)];
            case FieldType.Enum:
                int[] codes = [0, 1, 2, 3, 99, -1, int.MinValue, int.MaxValue];
                return Enum.ToObject(field.EnumType.ClrType, codes[random.Next(codes.Length)]);
            case FieldType.Message:
                return MessageOf(field, message, random, depth);
            default:
                throw new NotSupportedException($"{field.FullName} is of a type that random requests do not fill yet.");
        }
    }

    private IMessage? MessageOf(FieldDescriptor field, IMessage message, Random random, int depth)
    {
        if (random.Next(4) == 0)
        {
            return null;
        }

        var inner = field.Accessor.GetValue(message) as IMessage ?? field.MessageType.Parser.ParseFrom([]);
        for (var changes = depth > 3 ? 0 : random.Next(3); changes > 0; changes--)
        {
            Mutate(inner, random, depth + 1);
        }

        return inner;
    }
}
