using System.Diagnostics;
using CitizenAccount.Contracts.Grpc.Reflection.V1;
using CitizenAccount.Contracts.System.V1;
using CitizenAccount.Contracts.Type.V1;
using CitizenAccount.Service.Platform.Security;
using CitizenAccount.Service.Platform.Storage;
using CitizenAccount.Service.Tests.Hosting;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Answered = CitizenAccount.Contracts.Grpc.Reflection.V1.ServerReflectionResponse.MessageResponseOneofCase;
using Environment = CitizenAccount.Contracts.System.V1.Environment;

namespace CitizenAccount.Service.Tests.Calls;

/// <summary>The standard reflection contract over the wire, and who may ask.</summary>
public sealed class ReflectionCallTests(EmptyService running) : IClassFixture<EmptyService>
{
    private static readonly string[] Services =
    [
        "citizenaccount.account.v1.AccountService", "citizenaccount.account.v1.ApplicationService",
        "citizenaccount.eligibility.v1.CycleService", "citizenaccount.eligibility.v1.EligibilityService",
        "citizenaccount.notification.v1.NotificationService", "citizenaccount.objection.v1.ObjectionService",
        "citizenaccount.partner.v1.IncomeVerificationService", "citizenaccount.payment.v1.DisbursementService",
        "citizenaccount.payment.v1.PaymentService", "citizenaccount.system.v1.SystemService",
        "citizenaccount.voice.v1.VoiceService", "grpc.health.v1.Health", "grpc.reflection.v1.ServerReflection",
    ];

    // What a tool does that knows nothing of our contract: learn it from the server, and make a call by what it learnt.
    private const string Discovering =
        """
        import sys, grpc
        from google.protobuf import descriptor_pb2, descriptor_pool, message_factory, json_format

        def varint(data, at):
            value = shift = 0
            while True:
                byte = data[at]; at += 1
                value |= (byte & 127) << shift; shift += 7
                if byte < 128: return value, at

        def parts(data):
            at = 0
            while at < len(data):
                key, at = varint(data, at)
                if key & 7 == 0:
                    value, at = varint(data, at)
                else:
                    length, at = varint(data, at)
                    value, at = data[at:at + length], at + length
                yield key >> 3, value

        channel = grpc.insecure_channel(sys.argv[1])
        ask = channel.stream_stream('/grpc.reflection.v1.ServerReflection/ServerReflectionInfo')
        symbol = b'citizenaccount.eligibility.v1.EligibilityService'
        answer = next(ask(iter([b'\x22' + bytes([len(symbol)]) + symbol]), timeout=20))
        files = [value for number, value in parts(dict(parts(answer))[4])]
        pool = descriptor_pool.DescriptorPool()
        waiting = [descriptor_pb2.FileDescriptorProto.FromString(file) for file in files]
        known = set()
        while waiting:
            ready = [file for file in waiting if all(name in known for name in file.dependency)]
            for file in ready:
                pool.Add(file); known.add(file.name); waiting.remove(file)
        def message(name):
            descriptor = pool.FindMessageTypeByName('citizenaccount.eligibility.v1.' + name)
            make = getattr(message_factory, 'GetMessageClass', None)
            return make(descriptor) if make else message_factory.MessageFactory(pool).GetPrototype(descriptor)
        request = json_format.Parse(sys.argv[2], message('EstimateSupportRequest')())
        call = channel.unary_unary('/citizenaccount.eligibility.v1.EligibilityService/EstimateSupport',
            request_serializer=lambda sent: sent.SerializeToString(),
            response_deserializer=message('EstimateSupportResponse').FromString)
        print(call(request, timeout=20).estimate.monthly_support.halalas)
        """;

    [Fact]
    public async Task The_services_of_the_server_are_listed()
    {
        var question = new ServerReflectionRequest { ListServices = "*" };
        var answer = Assert.Single(await AskAsync(running.Service, null, question));
        Assert.Equal(Services, answer.ListServicesResponse.Service.Select(service => service.Name));
    }

    [Fact]
    public async Task Every_service_listed_is_found_with_all_its_file_needs()
    {
        var questions = Services.Select(name => new ServerReflectionRequest { FileContainingSymbol = name }).ToArray();
        var answers = await AskAsync(running.Service, null, questions);
        Assert.Equal(Services.Length, answers.Count);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < Services.Length; i++)
        {
            var files = answers[i].FileDescriptorResponse.FileDescriptorProto
                .Select(FileDescriptorProto.Parser.ParseFrom).ToList();
            Assert.Contains(files[0].Service, service => $"{files[0].Package}.{service.Name}" == Services[i]);

            // On one stream nothing is missing, though nothing is sent twice but the file asked for.
            seen.UnionWith(files.Select(file => file.Name));
            Assert.Superset(files.SelectMany(file => file.Dependency).ToHashSet(), seen);
        }
    }

    [Fact]
    public async Task What_is_not_there_is_answered_on_a_stream_that_goes_on()
    {
        var answers = await AskAsync(
            running.Service, null,
            new ServerReflectionRequest { FileContainingSymbol = "no.such.Symbol" },
            new ServerReflectionRequest { FileByFilename = new string('x', 100_000) },
            new ServerReflectionRequest(),
            new ServerReflectionRequest { ListServices = "" });
        Assert.Equal(
            [Answered.ErrorResponse, Answered.ErrorResponse, Answered.ErrorResponse, Answered.ListServicesResponse],
            answers.Select(answer => answer.MessageResponseCase));
        Assert.Equal([5, 5, 3], answers.Take(3).Select(answer => answer.ErrorResponse.ErrorCode));
    }

    [Fact]
    public async Task In_production_only_an_operator_may_ask()
    {
        await using var service = await RunningService.StartAsync(configure: AddIssuer, environment: "Production");
        var info = await service.System().GetSystemInfoAsync(new GetSystemInfoRequest(), Clients.By());
        Assert.Equal(Environment.Production, info.Info.Environment);

        var question = new ServerReflectionRequest { ListServices = "*" };
        var anyone = await Refused.ByAsync(() => AskAsync(service, null, question));
        Assert.Equal((StatusCode.Unauthenticated, "UNAUTHENTICATED"), (anyone.Code, anyone.Reason));

        // A partner without its certificate is nobody at all.
        var partner = await Refused.ByAsync(() => AskAsync(service, service.As(Role.Partner), question));
        Assert.Equal((StatusCode.Unauthenticated, "UNAUTHENTICATED"), (partner.Code, partner.Reason));
        foreach (var role in Enum.GetValues<Role>().Where(role => role is not (Role.Unspecified or Role.Operator or Role.Partner)))
        {
            var other = await Refused.ByAsync(() => AskAsync(service, service.As(role), question));
            Assert.Equal((StatusCode.PermissionDenied, "PERMISSION_DENIED"), (other.Code, other.Reason));
        }

        var answer = Assert.Single(await AskAsync(service, service.As(Role.Operator), question));
        Assert.Equal(Services, answer.ListServicesResponse.Service.Select(found => found.Name));
    }

    [Fact]
    public async Task Switched_off_it_is_not_there()
    {
        await using var service = await RunningService.StartAsync(
            new Dictionary<string, string?> { ["Listen:Reflection"] = "false" });
        var failure = await Assert.ThrowsAsync<RpcException>(
            () => AskAsync(service, null, new ServerReflectionRequest { ListServices = "*" }));
        Assert.Equal(StatusCode.Unimplemented, failure.StatusCode);
    }

    [NeedsFact(Needs.PythonGrpc)]
    public async Task An_independent_client_learns_the_contract_and_makes_a_call_by_it()
    {
        var address = new Uri(running.Service.App.Urls.First());
        const string Request =
            """{"kind":"BENEFICIARY_KIND_INDEPENDENT","monthlyIncome":{"currencyCode":"SAR","halalas":"500000"}}""";
        using var python = Process.Start(new ProcessStartInfo(
            Needs.Python, ["-c", Discovering, $"{address.Host}:{address.Port}", Request])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (output, errors) = (python.StandardOutput.ReadToEndAsync(), python.StandardError.ReadToEndAsync());
        await python.WaitForExitAsync().WaitAsync(Soon.Limit * 2);
        Assert.True(python.ExitCode == 0, await errors);
        Assert.Equal("52495", (await output).Trim());
    }

    // Production has no issuer of its own; here one stands for the tokens that come from elsewhere.
    private static void AddIssuer(IServiceCollection services)
    {
        services.AddSingleton(provider => new DevelopmentIssuer(
            provider.GetRequiredService<StorageOptions>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => provider.GetRequiredService<DevelopmentIssuer>().Kind);
    }

    private static async Task<IReadOnlyList<ServerReflectionResponse>> AskAsync(
        RunningService service, Metadata? credentials, params ServerReflectionRequest[] questions)
    {
        using var stream = new ServerReflection.ServerReflectionClient(service.Channel)
            .ServerReflectionInfo(Clients.By(credentials));
        var answers = new List<ServerReflectionResponse>();
        foreach (var question in questions)
        {
            await TrySendAsync(stream, question);
            if (await stream.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(Soon.Limit))
            {
                answers.Add(stream.ResponseStream.Current);
            }
        }

        await stream.RequestStream.CompleteAsync();
        Assert.False(await stream.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(Soon.Limit));
        return answers;
    }

    // A stream that is refused is over before the question is sent; reading tells why.
    private static async Task TrySendAsync(
        AsyncDuplexStreamingCall<ServerReflectionRequest, ServerReflectionResponse> stream,
        ServerReflectionRequest question)
    {
        try
        {
            await stream.RequestStream.WriteAsync(question);
        }
        catch (Exception failure) when (failure is RpcException or InvalidOperationException)
        {
            // The status is read below.
        }
    }
}
