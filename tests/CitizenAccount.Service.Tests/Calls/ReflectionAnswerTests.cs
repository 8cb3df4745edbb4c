using CitizenAccount.Contracts.Grpc.Reflection.V1;
using CitizenAccount.Service.Platform.Calls;
using CitizenAccount.Service.Platform.Reflection;
using Google.Protobuf.Reflection;
using Answered = CitizenAccount.Contracts.Grpc.Reflection.V1.ServerReflectionResponse.MessageResponseOneofCase;

namespace CitizenAccount.Service.Tests.Calls;

public sealed class ReflectionAnswerTests
{
    private const int NotFound = 5;
    private const int InvalidArgument = 3;

    private readonly HashSet<string> _sent = new(StringComparer.Ordinal);

    [Fact]
    public void Every_file_of_the_contract_is_found_by_its_name_with_all_it_imports()
    {
        foreach (var file in ContractFiles.All)
        {
            var answer = Ask(new() { FileByFilename = file.Name }, []);
            var files = Files(answer);
            Assert.Equal(file.Name, files[0].Name);
            Assert.Equal(files.Count, files.Select(found => found.Name).Distinct().Count());

            // Whoever builds the files from the answer lacks nothing.
            var names = files.Select(found => found.Name).ToHashSet(StringComparer.Ordinal);
            Assert.All(files.SelectMany(found => found.Dependency), name => Assert.Contains(name, names));
        }
    }

    [Fact]
    public void Every_service_call_message_field_and_enum_is_found_by_its_full_name()
    {
        foreach (var file in ContractFiles.All)
        {
            var symbols = file.Services.SelectMany(service => service.Methods.Prepend<IDescriptor>(service))
                .Concat(file.MessageTypes.SelectMany(
                    message => message.Fields.InDeclarationOrder().Prepend<IDescriptor>(message)))
                .Concat(file.EnumTypes);
            foreach (var symbol in symbols)
            {
                Assert.Equal(file.Name, Files(Ask(new() { FileContainingSymbol = symbol.FullName }, []))[0].Name);
            }
        }
    }

    [Theory]
    [InlineData("grpc.health.v1.HealthCheckResponse.ServingStatus", "grpc/health/v1/health.proto")]
    [InlineData("citizenaccount.type.v1.access", "citizenaccount/type/v1/access.proto")]
    [InlineData("google.protobuf.Timestamp", "google/protobuf/timestamp.proto")]
    public void Nested_imported_and_extending_symbols_are_found_too(string symbol, string file) =>
        Assert.Equal(file, Files(Ask(new() { FileContainingSymbol = symbol }, _sent))[0].Name);

    [Fact]
    public void Imports_are_sent_once_on_a_stream_and_the_file_asked_for_every_time()
    {
        var question = new ServerReflectionRequest { FileByFilename = "citizenaccount/system/v1/system_service.proto" };
        Assert.True(Files(Ask(question, _sent)).Count > 1);
        Assert.Equal([question.FileByFilename], Files(Ask(question, _sent)).Select(file => file.Name));
    }

    [Fact]
    public void Extensions_are_found_by_type_and_number()
    {
        var numbers = Ask(new() { AllExtensionNumbersOfType = "google.protobuf.MethodOptions" }, _sent)
            .AllExtensionNumbersResponse;
        Assert.Equal("google.protobuf.MethodOptions", numbers.BaseTypeName);
        Assert.Equal([50_001], numbers.ExtensionNumber);

        var access = new ExtensionRequest { ContainingType = numbers.BaseTypeName, ExtensionNumber = 50_001 };
        var files = Files(Ask(new() { FileContainingExtension = access }, _sent));
        Assert.Equal("citizenaccount/type/v1/access.proto", files[0].Name);
    }

    [Fact]
    public void A_message_type_without_extensions_has_an_empty_list()
    {
        var answer = Ask(new() { AllExtensionNumbersOfType = "citizenaccount.type.v1.Money" }, _sent);
        Assert.Equal(Answered.AllExtensionNumbersResponse, answer.MessageResponseCase);
        Assert.Empty(answer.AllExtensionNumbersResponse.ExtensionNumber);
    }

    [Fact]
    public void What_the_contract_does_not_have_is_answered_with_not_found()
    {
        var extension = new ExtensionRequest { ContainingType = "citizenaccount.type.v1.Money", ExtensionNumber = 1 };
        ServerReflectionRequest[] questions =
        [
            new() { FileByFilename = "no/such.proto" },
            new() { FileContainingSymbol = "citizenaccount.NoSuchThing" },
            new() { FileContainingExtension = extension },
            new() { AllExtensionNumbersOfType = "no.such.Type" },
        ];
        foreach (var question in questions)
        {
            var answer = Ask(question, _sent);
            Assert.Equal(NotFound, answer.ErrorResponse.ErrorCode);
            Assert.NotEmpty(answer.ErrorResponse.ErrorMessage);
            Assert.Equal(question, answer.OriginalRequest);
        }
    }

    [Fact]
    public void An_empty_question_is_answered_as_malformed_and_names_its_host()
    {
        var answer = Ask(new() { Host = "core" }, _sent);
        Assert.Equal(InvalidArgument, answer.ErrorResponse.ErrorCode);
        Assert.Equal("core", answer.ValidHost);
    }

    [Fact]
    public void A_server_without_services_lists_none()
    {
        var answer = Ask(new() { ListServices = "" }, _sent);
        Assert.Equal(Answered.ListServicesResponse, answer.MessageResponseCase);
        Assert.Empty(answer.ListServicesResponse.Service);
    }

    private static ServerReflectionResponse Ask(ServerReflectionRequest question, HashSet<string> sent) =>
        new ReflectionRpc(new DefaultEndpointDataSource()).Answer(question, sent);

    private static List<FileDescriptorProto> Files(ServerReflectionResponse answer) =>
        [.. answer.FileDescriptorResponse.FileDescriptorProto.Select(FileDescriptorProto.Parser.ParseFrom)];
}
