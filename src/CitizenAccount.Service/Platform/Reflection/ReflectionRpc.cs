using CitizenAccount.Contracts.Grpc.Reflection.V1;
using CitizenAccount.Service.Platform.Calls;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Asked = CitizenAccount.Contracts.Grpc.Reflection.V1.ServerReflectionRequest.MessageRequestOneofCase;

namespace CitizenAccount.Service.Platform.Reflection;

/// <summary>The standard reflection contract: the services this process has mapped, and the whole contract they are
/// part of. Every question gets one answer; what is not there is answered, not refused.</summary>
internal sealed class ReflectionRpc(EndpointDataSource endpoints) : ServerReflection.ServerReflectionBase
{
    private static ContractSymbols Contract => ContractSymbols.Published;

    public override async Task ServerReflectionInfo(
        IAsyncStreamReader<ServerReflectionRequest> requestStream,
        IServerStreamWriter<ServerReflectionResponse> responseStream,
        ServerCallContext context)
    {
        var sent = new HashSet<string>(StringComparer.Ordinal);
        while (await requestStream.MoveNext(context.CancellationToken))
        {
            await responseStream.WriteAsync(Answer(requestStream.Current, sent), context.CancellationToken);
        }
    }

    /// <summary>Answers one question.</summary>
    /// <param name="question">The question.</param>
    /// <param name="sent">Names of the files sent on the stream so far; those sent now are added.</param>
    public ServerReflectionResponse Answer(ServerReflectionRequest question, HashSet<string> sent)
    {
        var answer = new ServerReflectionResponse { ValidHost = question.Host, OriginalRequest = question };
        switch (question.MessageRequestCase)
        {
            case Asked.FileByFilename:
                Fill(answer, Contract.FindFile(question.FileByFilename), sent);
                break;
            case Asked.FileContainingSymbol:
                Fill(answer, Contract.FindSymbol(question.FileContainingSymbol), sent);
                break;
            case Asked.FileContainingExtension:
                var extension = question.FileContainingExtension;
                var declaring = Contract.FindExtension(extension.ContainingType, extension.ExtensionNumber);
                Fill(answer, declaring, sent);
                break;
            case Asked.AllExtensionNumbersOfType:
                FillNumbers(answer, question.AllExtensionNumbersOfType);
                break;
            case Asked.ListServices:
                var services = MappedServices.NamesIn(endpoints).Select(name => new ServiceResponse { Name = name });
                answer.ListServicesResponse = new ListServiceResponse { Service = { services } };
                break;
            case Asked.None:
                answer.ErrorResponse = Error(StatusCode.InvalidArgument, "The question is empty or unknown.");
                break;
            default:
                throw new InvalidOperationException("A question of the contract has no answer.");
        }

        return answer;
    }

    private static ErrorResponse Error(StatusCode code, string message) =>
        new() { ErrorCode = (int)code, ErrorMessage = message };

    // The file asked for is sent even when it was before; of its imports only those that were not.
    private static void Fill(ServerReflectionResponse answer, FileDescriptor? file, HashSet<string> sent)
    {
        if (file is null)
        {
            answer.ErrorResponse = Error(StatusCode.NotFound, "The contract has no such file, symbol or extension.");
            return;
        }

        answer.FileDescriptorResponse = new FileDescriptorResponse
        {
            FileDescriptorProto =
            {
                ContractSymbols.WithImports(file)
                    .Where(found => sent.Add(found.Name) || found == file)
                    .Select(found => found.SerializedData),
            },
        };
    }

    private static void FillNumbers(ServerReflectionResponse answer, string type)
    {
        if (Contract.ExtensionNumbersOf(type) is not { } numbers)
        {
            answer.ErrorResponse = Error(StatusCode.NotFound, "The contract has no such message type.");
            return;
        }

        answer.AllExtensionNumbersResponse = new ExtensionNumberResponse
        {
            BaseTypeName = type,
            ExtensionNumber = { numbers },
        };
    }
}
